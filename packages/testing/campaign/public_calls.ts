import "@bnlstm/backend-cpu";
import { setupWasm } from "@bnlstm/backend-wasm";
import { isInvalidInput } from "@bnlstm/core";
import { cpuUsage } from "node:process";
import { engine, memory, setBackend } from "@tensorflow/tfjs-core";
import type { RightCall } from "../right_calls/right_call.ts";
import { RIGHT_CALLS } from "../right_calls/right_calls.ts";
import { type CampaignPart, type Findings, pick } from "./campaign.ts";
import { spoil } from "./spoil.ts";

/** Calls between two looks at the clock. */
const CALLS = 100;
/** What a call with little data may take of a processor, and how much memory it may ask for. */
const MOST = { milliseconds: 10_000, bytes: 2 ** 30 };
/** How far what never ends is followed. */
const ROUNDS = 20;

/** Calls of all public functions with arguments that are missing or wrong. */
export const publicCalls: CampaignPart = {
  name: "public-calls",
  promise: "every public function refuses wrong arguments in a sentence",
  async run(random, isOver) {
    await setupWasm({ threads: 1 });
    const findings: Findings = { tried: 0, faults: [] };
    const names = Object.keys(RIGHT_CALLS);
    /** What has left tensors behind, on each backend. */
    const keepers = { cpu: new Set<RightCall["run"]>(), wasm: new Set<RightCall["run"]>() };
    do {
      const backend = pick(random, ["cpu", "wasm"] as const);
      await setBackend(backend);
      for (let i = 0; i < CALLS && !isOver(); i++) {
        findings.tried++;
        const name = pick(random, names);
        const fault = await tryCall(RIGHT_CALLS[name], keepers[backend], random);
        if (fault) findings.faults.push(`${name} on ${backend}: ${fault}`);
      }
    } while (!isOver());
    return findings;
  },
};

async function tryCall(
  { args, run }: RightCall,
  keepers: Set<RightCall["run"]>,
  random: () => number,
): Promise<string | undefined> {
  const given = args();
  const how = spoil(random, given);
  if (random() < 0.1) given.length = Math.floor(random() * given.length);
  const [began, before] = [cpuUsage(), Deno.memoryUsage().external];
  const { numTensors } = memory();
  let fault: string | undefined;
  engine().startScope();
  try {
    await followed(run(...given as never[]));
  } catch (error) {
    if (!isInvalidInput(error) || !/^Cannot /.test((error as Error).message)) {
      fault = error instanceof Error ? error.stack : `${error} is thrown`;
    }
  }
  engine().endScope();
  const left = memory().numTensors - numTensors;
  // A model keeps the tables of its population on the backend, once; what is lost is lost again.
  if (left !== 0 && keepers.has(run)) fault ??= `${left} variables are left`;
  if (left > 0) keepers.add(run);
  const milliseconds = cpuUsage(began).user / 1000;
  const bytes = Deno.memoryUsage().external - before;
  if (milliseconds > MOST.milliseconds) fault ??= `it took ${milliseconds.toFixed(0)} ms`;
  if (bytes > MOST.bytes) fault ??= `it asked for ${bytes} bytes`;
  return fault && `${how}: ${fault}`;
}

/** Waits for a result, and goes through one that is computed on the way. */
async function followed(result: unknown): Promise<unknown> {
  const value = await result;
  if (typeof value !== "object" || value === null || !("next" in value)) return value;
  const steps = value as Iterator<unknown> | AsyncIterator<unknown>;
  for (let round = 0; round < ROUNDS; round++) {
    if ((await steps.next()).done) return;
  }
  await steps.return?.();
}
