import * as data from "@bnlstm/data";
import * as parsers from "@bnlstm/data/parsers";
import * as sequences from "@bnlstm/data/sequences";
import * as tables from "@bnlstm/data/tables";
import * as train from "@bnlstm/train";
import assert from "node:assert/strict";
import { describe, it } from "../bdd.ts";
import { RIGHT_CALLS } from "./right_calls.ts";

/** Functions that are not called with wrong arguments, by the reason. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  "it takes no arguments": [
    ...["BatchSampler.nextBatch", "BatchSampler.state", "TrainingRun.checkpoint"],
    ...["WindowSampler.nextBatch", "WindowSampler.state", "TrainingRun.dispose"],
    ...["LoadedForecaster.dispose", "LoadedModel.dispose"],
  ],
  "right arguments would load packaged data, which takes seconds": [
    ...["loadBrown", "loadBrownQuestions", "loadGutenberg", "loadLanguageId", "loadMnist"],
    ...["loadPennTreebank", "loadQuestions", "loadSeattleWeather", "loadSpamAssassin"],
    ...["loadSurnameLanguage", "loadText8", "loadTextFile"],
  ],
};

describe("RIGHT_CALLS", () => {
  it("has every public function of data and train", () => {
    const names = [data, parsers, sequences, tables, train].flatMap((entry) =>
      Object.entries(entry).flatMap(([name, value]) => callables(name, value))
    );
    const exceptions = Object.values(EXCEPTIONS).flat();
    assert.deepEqual(names.filter((name) => !(name in RIGHT_CALLS)).sort(), exceptions.sort());
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
