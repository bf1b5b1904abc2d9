import "@bnlstm/backend-cpu";
import { setupWasm } from "@bnlstm/backend-wasm";
import { decodeCheckpoint, encodeCheckpoint, restoreModel, TrainingRun } from "@bnlstm/train";
import { isInvalidInput } from "@bnlstm/core";
import { readSafetensors, writeSafetensors } from "@bnlstm/train/safetensors";
import { setBackend } from "@tensorflow/tfjs-core";
import { SEAL, seal } from "../../train/checkpoint/_seal.ts";
import { tinyConfig, tinyTask } from "../../train/fixtures/tiny_task.ts";
import { type CampaignPart, type Findings, pick } from "./campaign.ts";
import { placesOf } from "./spoil.ts";

/** Names that mean something to JavaScript, and characters that do to terminals. */
const NAMES = [
  ...["__proto__/json", "constructor/keys", "parameters/__proto__", "statistics/__proto__/count"],
  ...["toString", "", "/", "parameters/\x1b[2J", "statistics/constructor/prototype"],
];
const VALUES = [null, -1, 0, 0.5, 1e9, 2 ** 53, 1e400, "", "x", true, [], {}, "\x1b[31m"];

/** Checkpoints that were damaged, or made to do harm. */
export const forgeries: CampaignPart = {
  name: "forgeries",
  promise: "a checkpoint that is not one is refused in a sentence, and changes nothing",
  async run(random, isOver) {
    await setupWasm({ threads: 1 });
    await setBackend("cpu");
    const original = await encodeCheckpoint(
      await TrainingRun.create(tinyConfig(), tinyTask()).checkpoint(),
    );
    const findings: Findings = { tried: 0, faults: [] };
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    const { keys } = Object;
    do {
      if (findings.tried++ % 50 === 0) await setBackend(pick(random, ["cpu", "wasm"]));
      const { bytes, how } = await forged(original, random);
      try {
        restoreModel(await decodeCheckpoint(bytes)).dispose();
      } catch (error) {
        if (!isInvalidInput(error)) findings.faults.push(`${how}: ${(error as Error).stack}`);
      }
      if (Object.keys !== keys || Object.getOwnPropertyNames(Object.prototype).join() !== before) {
        throw new Error(`The language itself was changed by ${how}`);
      }
    } while (!isOver());
    return findings;
  },
};

/** A checkpoint with one thing wrong with it, sealed anew where that takes a forger. */
async function forged(
  original: Uint8Array<ArrayBuffer>,
  random: () => number,
): Promise<{ bytes: Uint8Array; how: string }> {
  const at = Math.floor(random() * original.length);
  switch (pick(random, ["cut", "flip", "state", "state", "state", "tensor", "tensor"])) {
    case "cut":
      return { bytes: original.slice(0, at), how: `cut at ${at}` };
    case "flip": {
      const bytes = original.slice();
      bytes[at] ^= 1 << Math.floor(random() * 8);
      return { bytes, how: `bit of byte ${at}` };
    }
    case "state": {
      const { tensors, metadata } = readSafetensors(original);
      const state = JSON.parse(metadata.state);
      const path = pick(random, placesOf(state));
      const value = pick(random, VALUES);
      let target = state;
      for (const key of path.slice(0, -1)) target = target[key];
      target[path.at(-1)!] = value;
      const changed = { ...metadata, ...SEAL, state: JSON.stringify(state) };
      return {
        bytes: await sealed({ tensors, metadata: changed }),
        how: `${path.join(".")} = ${JSON.stringify(value)}`,
      };
    }
    default: {
      const { tensors, metadata } = readSafetensors(original);
      const names = Object.keys(tensors);
      const name = pick(random, names);
      const other = random() < 0.5 ? pick(random, NAMES) : name;
      const shape = random() < 0.5 ? [] : [0, 20000];
      const values = new Float32Array(shape.length === 0 ? 1 : 0);
      const entries = Object.entries(tensors).filter(([each]) => each !== name);
      entries.push([other, random() < 0.5 ? { shape, values } : tensors[name]]);
      const changed = Object.fromEntries(entries);
      return {
        bytes: await sealed({ tensors: changed, metadata: { ...metadata, ...SEAL } }),
        how: `tensor ${name} as ${JSON.stringify(other)} [${shape}]`,
      };
    }
  }
}

async function sealed(file: Parameters<typeof writeSafetensors>[0]): Promise<Uint8Array> {
  const { sha256, ...rest } = file.metadata;
  const bytes = writeSafetensors({ ...file, metadata: { sha256, ...rest } });
  await seal(bytes);
  return bytes;
}
