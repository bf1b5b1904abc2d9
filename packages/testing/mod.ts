/**
 * What the tests of every package share. Not published.
 *
 * @module
 */

export * from "./assert_close.ts";
export * from "./bdd.ts";
export * from "./bundle.ts";
export * from "./gaussian.ts";
export * from "./mpi_launchers.ts";
export * from "./op_options.ts";
export * from "./reference_case.ts";
export * from "./conformance.ts";
export * from "./conformance_cases.ts";
export * from "./conformance_in_page.ts";
export * from "./cpu_conformance.ts";
export * from "./describe_in_chromium.ts";
export * from "./describe_on_webgpu.ts";
export * from "./describe_where_possible.ts";
export * from "./launch_chromium.ts";
export * from "./ranks_conformance.ts";
export * from "./spread_rows.ts";
export * from "./statistics_case.ts";
export * from "./wasm_conformance.ts";
export * from "./webgpu_conformance.ts";
export * from "./with_global.ts";
