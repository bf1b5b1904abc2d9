/**
 * The conformance suite of the `cpu` and `wasm` kernels as a program for Node: prints what failed, and ends with
 * status 1 if anything did. The first argument is a number: of the small cases that are drawn, that many.
 *
 * @module
 */

import { setupWasm } from "@bnlstm/backend-wasm";
import "@bnlstm/backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";
import process from "node:process";
import { conformanceCases } from "../conformance_cases.ts";
import type { ConformanceOptions } from "../conformance_options.ts";
import { cpuConformance } from "../cpu_conformance.ts";
import { wasmConformance } from "../wasm_conformance.ts";

const runs = Number(process.argv[2]);
const suites: ConformanceOptions[] = [
  cpuConformance(),
  ...[1, 2].map((threads) => wasmConformance(async () => void await setupWasm({ threads }))),
];
let passed = 0;
for (const suite of suites) {
  await suite.prepare?.();
  if (!await setBackend(suite.backend)) throw new Error(`Cannot test: no backend ${suite.backend}`);
  for (const { name, run } of conformanceCases({ ...suite, runs })) {
    try {
      await run();
      passed++;
    } catch (error) {
      process.exitCode = 1;
      console.error(`${suite.backend}: ${name}:`, error);
    }
  }
}
console.log(`${passed} passed`);
