import { ready, setBackend } from "@tensorflow/tfjs-core";
import { conformanceCases } from "./conformance_cases.ts";
import type { ConformanceOptions } from "./conformance_options.ts";

/** What a page offers to the test that drives it, as `conformancePage`. */
export interface ConformancePage {
  /** Makes the backend current. */
  prepare(): Promise<void>;
  /** Runs one case; gives the stack of its error if it fails. */
  run(name: string): Promise<string | undefined>;
}

/** Offers the conformance suite of a backend in a browser's page: its side of `conformanceInPage`. */
export function offerConformance(options: ConformanceOptions): void {
  const { backend } = options;
  const page: ConformancePage = {
    async prepare() {
      await options.prepare?.();
      if (!await setBackend(backend)) throw new Error(`Cannot test: ${backend} is not available`);
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
  Object.assign(globalThis, { conformancePage: page });
}
