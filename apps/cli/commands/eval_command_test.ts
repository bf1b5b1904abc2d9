import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { commandLine } from "../command_line.ts";

describe("eval", () => {
  const refusals = {
    "--data x --lengths 5": /^Cannot use --lengths with --data: /,
    "--data x --split train": /^Cannot use --split with --data: all of the file is read$/,
    "--data x --streams 2": /^Cannot use --streams with --data: /,
    "--data x --data-dir y": /^Cannot use --data-dir with --data: /,
    "--data x --distributed mpi": /^Cannot use --distributed with --data: /,
    "--data x --timeout 3": /^Cannot use --timeout with --data: /,
    "another-model --data x": /^Cannot use --data with more than one model$/,
    "--lengths 5 --streams 2": /^Cannot use --streams with --lengths: /,
    "--lengths 5 --distributed mpi": /^Cannot use --distributed with --lengths: /,
    "--lengths 5 --timeout 3": /^Cannot use --timeout with --lengths: /,
    "--output x": /^Cannot use --output: /,
  };
  for (const [flags, message] of Object.entries(refusals)) {
    it(`refuses ${flags}, which would be ignored in part`, async () => {
      const parsing = commandLine().parseAsync(["eval", "model", ...flags.split(" ")], {
        from: "user",
      });
      await assert.rejects(parsing, { name: "InputError", message });
    });
  }
});
