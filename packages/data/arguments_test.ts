import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import * as z from "zod";
import {
  checker,
  fits,
  having,
  list,
  numbers,
  optional,
  record,
  type Rule,
  whole,
} from "./arguments.ts";

const refuses = (rule: Rule, value: unknown, message: string, name = "TypeError") =>
  assert.throws(() => checker("try", { it: rule })({ it: value }), {
    name,
    message: `Cannot try: ${message}`,
  });

describe("checker()", () => {
  it("names the place of what is wrong, however deep it lies, and what it is", () => {
    const rule = record({ rows: list(having({ ids: numbers })), size: optional(whole(1)) });
    checker("try", { it: rule })({
      it: { rows: [{ ids: [1], more: 2 }, { ids: new Uint8Array(1) }] },
    });
    refuses(rule, undefined, "it must be an object, got undefined");
    refuses(rule, [], "it must be an object, got an array");
    refuses(rule, { rows: {} }, "it.rows must be an array, got an object");
    refuses(rule, { rows: [{ ids: [] }, null] }, "it.rows[1] must be an object, got null");
    refuses(
      rule,
      { rows: [{ ids: ["1"] }] },
      "it.rows[0].ids must be an array of numbers, got an array",
    );
    refuses(rule, { rows: [], sice: 1 }, 'unknown option "sice", the options are rows, size');
    refuses(
      rule,
      { rows: [], size: 0 },
      "it.size must be a whole number of 1 or more, got 0",
      "RangeError",
    );
    refuses(rule, { rows: [], size: "\x1b[2J" }, 'it.size must be a number, got "\\u001b[2J"');
  });

  it("takes what a schema accepts, unless the schema would have to fill something in", () => {
    const inner = z.object({ size: z.int().default(1) });
    const rule = fits(z.object({ inner: inner.prefault({}) }));
    checker("try", { it: rule })({ it: { inner: { size: 2 } } });
    refuses(rule, { inner: {} }, "it.inner.size is missing");
    refuses(rule, {}, "it.inner is missing");
    refuses(
      rule,
      { inner: { size: "2" } },
      "it.inner.size is malformed: Invalid input: expected number, received string",
    );
  });

  it("knows objects without a prototype from those with one, and tells both", () => {
    const bare: object = Object.create(null);
    checker("try", { it: having({}) })({ it: bare });
    refuses(whole(0), bare, "it must be a number, got an object");
    refuses(whole(0), new Map(), "it must be a number, got a Map");
    refuses(whole(0), Symbol("s"), "it must be a number, got Symbol(s)");
  });
});
