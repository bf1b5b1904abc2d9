/**
 * What the tests of every package share. Not published.
 *
 * @module
 */

export * from "./assert_close.ts";
export * from "./bdd.ts";
export * from "./bundle.ts";
export * from "./gaussian.ts";
export * from "./reference_case.ts";
export * from "./conformance.ts";
export * from "./conformance_cases.ts";
export * from "./describe_on_webgpu.ts";
export * from "./statistics_case.ts";
export * from "./webgpu_conformance.ts";
