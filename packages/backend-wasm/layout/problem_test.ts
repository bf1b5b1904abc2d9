import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { PROBLEM_FIELDS, SITE_FIELDS, STEP_FIELDS } from "./problem.ts";

const source = await readFile(new URL("../assembly/memory/problem.ts", import.meta.url), "utf8");

/** Names and types of the fields of a class, in order. */
function fieldsOf(name: string): [string, string][] {
  const body = source.match(new RegExp(`class ${name} {([^}]*)}`))![1];
  return [...body.matchAll(/^ {2}(\w+): (\w+);$/gm)].map(([, field, type]) => [field, type]);
}

describe("the structures shared with the kernels", () => {
  it("have the same fields in the same order on both sides", () => {
    const names = (name: string) => fieldsOf(name).map(([field]) => field);
    assert.deepEqual(names("Site"), SITE_FIELDS);
    assert.deepEqual(names("Step"), STEP_FIELDS);
    assert.deepEqual(names("Problem"), PROBLEM_FIELDS);
  });

  it("count the bytes of a step alike", () => {
    const bytes = Number(source.match(/STEP_BYTES: usize = (\d+)/)![1]);
    assert.equal(bytes, 4 * STEP_FIELDS.length);
  });
});
