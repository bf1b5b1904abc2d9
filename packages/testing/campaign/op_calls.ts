import { bnLstm, isInvalidInput } from "@bnlstm/core";
import * as tf from "@tensorflow/tfjs-core";
import { type Findings, pick } from "./campaign.ts";
import { opOptions } from "../op_options.ts";
import { spoil } from "./spoil.ts";

/** Calls between two looks at the clock. */
const CALLS = 200;

/**
 * Calls the op with arguments that are missing or wrong, fused and composed.
 *
 * @param backends Those to call it on, which have been set up.
 * @param waitFor Waits until a backend has done what it was asked to.
 * @throws {Error} What a backend says then.
 */
export async function tryOpCalls(
  backends: readonly string[],
  random: () => number,
  isOver: () => boolean,
  waitFor: (backend: string) => Promise<void> = () => Promise.resolve(),
): Promise<Findings> {
  const findings: Findings = { tried: 0, faults: [] };
  do {
    const backend = pick(random, backends);
    await tf.setBackend(backend);
    const implementation = pick(random, ["fused", "composed"]);
    for (let i = 0; i < CALLS; i++) {
      findings.tried++;
      const fault = tf.tidy(() => tryCall(random, implementation));
      if (fault) findings.faults.push(`${backend} ${implementation}: ${fault}`);
    }
    await waitFor(backend);
  } while (!isOver());
  return findings;
}

function tryCall(random: () => number, implementation: string): string | undefined {
  const options = opOptions({
    inputSize: pick(random, [1, 2]),
    hiddenSize: pick(random, [1, 4, 5]),
    mode: pick(random, ["train", "eval"]),
    implementation,
  });
  const how = spoil(random, options);
  const before = tf.memory().numTensors;
  try {
    bnLstm(options as never);
  } catch (error) {
    if (!isInvalidInput(error)) return `${how}: ${(error as Error).stack}`;
    const left = tf.memory().numTensors - before;
    if (left !== 0) return `${how}: ${left} tensors are left`;
  }
}
