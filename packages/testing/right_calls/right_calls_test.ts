import * as convert from "@bnlstm/convert";
import * as core from "@bnlstm/core";
import * as gates from "@bnlstm/core/gates";
import * as initializers from "@bnlstm/core/initializers";
import * as kernels from "@bnlstm/core/kernels";
import * as ops from "@bnlstm/core/ops";
import * as reference from "@bnlstm/core/reference";
import * as statistics from "@bnlstm/core/statistics";
import * as data from "@bnlstm/data";
import * as parsers from "@bnlstm/data/parsers";
import * as sequences from "@bnlstm/data/sequences";
import * as tables from "@bnlstm/data/tables";
import * as distributed from "@bnlstm/distributed";
import * as layers from "@bnlstm/layers";
import * as train from "@bnlstm/train";
import * as config from "@bnlstm/train/config";
import * as figures from "@bnlstm/train/figures";
import * as models from "@bnlstm/train/models";
import * as safetensors from "@bnlstm/train/safetensors";
import * as tasks from "@bnlstm/train/tasks";
import { engine } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { describe, it } from "../bdd.ts";
import { RIGHT_CALLS } from "./right_calls.ts";

const ENTRIES = [
  ...[convert, distributed, layers, data, parsers, sequences, tables],
  ...[core, gates, initializers, kernels, ops, reference, statistics],
  ...[train, config, figures, models, safetensors, tasks],
];

/** Functions that are not called with wrong arguments, by the reason. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  "it takes no arguments": [
    ...["AttentiveReader.dispose", "BatchNormLSTM.dispose", "BatchSampler.nextBatch"],
    ...["BatchSampler.state", "LoadedForecaster.dispose", "LoadedModel.dispose"],
    ...["SoftmaxModel.dispose", "TrainingRun.checkpoint", "TrainingRun.dispose"],
    ...["WindowSampler.nextBatch", "WindowSampler.state", "freeAbandonedGradient", "oneProcess"],
  ],
  "only subclasses can call it": ["SoftmaxModel.logits", "SoftmaxModel.noisyState"],
  "it joins MPI, which a process can do once; its own test calls it": ["connectMpi"],
  "right arguments would load packaged data, which takes seconds": [
    ...["loadBrown", "loadBrownQuestions", "loadGutenberg", "loadLanguageId", "loadMnist"],
    ...["loadPennTreebank", "loadQuestions", "loadSeattleWeather", "loadSpamAssassin"],
    ...["loadSurnameLanguage", "loadText8", "loadTextFile"],
  ],
};

describe("RIGHT_CALLS", () => {
  it("has every public function of packages that compute without being set up", () => {
    const names = ENTRIES.flatMap((entry) =>
      Object.entries(entry).flatMap(([name, value]) => callables(name, value))
    );
    const missing = new Set(names.filter((name) => !(name in RIGHT_CALLS)));
    assert.deepEqual([...missing].sort(), Object.values(EXCEPTIONS).flat().sort());
  });

  it("has calls that are right", async () => {
    for (const [name, { args, run }] of Object.entries(RIGHT_CALLS)) {
      engine().startScope();
      try {
        await run(...args() as never[]);
      } catch (error) {
        assert.fail(`${name}: ${(error as Error).stack}`);
      } finally {
        engine().endScope();
      }
    }
  });
});

/** What can be called of an export: a function, or the methods of a class; errors are for the library to create. */
function callables(name: string, value: unknown): string[] {
  if (typeof value !== "function" || value.prototype instanceof Error) return [];
  if (!`${value}`.startsWith("class")) return [name];
  return [value, value.prototype].flatMap((owner) =>
    Object.entries(Object.getOwnPropertyDescriptors(owner))
      .filter(([key, { value }]) => key !== "constructor" && typeof value === "function")
      .map(([key]) => `${name}.${key}`)
  );
}
