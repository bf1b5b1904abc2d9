import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { failureOf } from "./failure_of.ts";

const systemError = (code: string) => Object.assign(new Error(`${code} (os error 1)`), { code });

describe("failureOf()", () => {
  it("says that standard output cannot be written to", () => {
    assert.deepEqual(failureOf(systemError("ENOSPC")), {
      status: 1,
      message: "Cannot write to standard output: no space is left on the disk",
    });
  });

  it("is silent where nobody reads any more", () => {
    assert.deepEqual(failureOf(systemError("EPIPE")), { status: 141 });
  });
});
