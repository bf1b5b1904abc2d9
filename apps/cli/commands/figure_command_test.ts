import { afterAll, beforeAll, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { join } from "node:path";
import { commandLine } from "../command_line.ts";
import { failureOf } from "../failure_of.ts";

describe("figure", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await Deno.makeTempDir();
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  const refusals = {
    "gamma --gammas 0.1,,1": /^option '--gammas .* "" must be a number\.$/,
    "gamma --gammas 0.1,x": / "x" must be a number\.$/,
    "gamma --gammas 1,Infinity": / "Infinity" must be a number\.$/,
    "gamma --steps 0": / It must be a whole number >= 1\.$/,
    "gamma mnist": /^Cannot use --task mnist: it must be /,
    "gradient-flow --image-size 5": /^Cannot use --image-size 5: it must be one of 28, 14, 7, 4$/,
    "gradient-flow --seed 5000000000": / It must be a whole number from 0 to 4294967295\.$/,
    "statistics run --units 0": / It must be a whole number >= 1\.$/,
  };
  for (const [words, sentence] of Object.entries(refusals)) {
    it(`refuses ${words} in one sentence`, async () => {
      const output = join(folder, "a.svg");
      const parsing = commandLine().parseAsync(
        ["figure", ...words.split(" "), "--output", output],
        { from: "user" },
      );
      const { status, message } = failureOf(await parsing.then(() => "", (error) => error));
      assert.match(message ?? "", sentence);
      assert.equal(status, 2);
    });
  }
});
