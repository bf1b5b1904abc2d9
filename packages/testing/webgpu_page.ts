/**
 * Runs the conformance suite in a browser's page. A test bundles this module, opens a page with it, and
 * calls `conformancePage` there.
 *
 * @module
 */

import { setupWebGpu } from "@bnlstm/backend-webgpu";
import { ready, setBackend } from "@tensorflow/tfjs-core";
import { conformanceCases } from "./conformance_cases.ts";
import { webGpuConformance } from "./webgpu_conformance.ts";

/** What the page offers to the test that drives it. */
export interface ConformancePage {
  /** Makes the backend current. */
  prepare(): Promise<void>;
  /** Runs one case; gives the stack of its error if it fails. */
  run(name: string): Promise<string | undefined>;
}

const options = webGpuConformance(setupWebGpu);

/** Page side of the test. */
export const conformancePage: ConformancePage = {
  async prepare() {
    await options.prepare!();
    if (!await setBackend("webgpu")) throw new Error("Cannot test: webgpu is not available");
    await ready();
  },
  async run(name) {
    try {
      await conformanceCases(options).find((test) => test.name === name)!.run();
    } catch (error) {
      return error instanceof Error ? error.stack ?? error.message : String(error);
    }
  },
};
(globalThis as unknown as { conformancePage: ConformancePage }).conformancePage = conformancePage;
