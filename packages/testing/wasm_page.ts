/**
 * Runs the conformance suite of the WASM kernels in a browser's page, on two threads where it is granted them.
 * A test bundles this module and opens a page with it.
 *
 * @module
 */

import { setupWasm } from "@bnlstm/backend-wasm";
import { offerConformance } from "./conformance_page.ts";
import { wasmConformance } from "./wasm_conformance.ts";

offerConformance(wasmConformance(async () => {
  Object.assign(globalThis, { wasmSetup: await setupWasm({ threads: 2 }) });
}));
