import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { systemReason } from "./system_reason.ts";

describe("systemReason()", () => {
  it("puts what Deno says without permissions into words that name the cause", () => {
    const { NotCapable } = Deno.errors;
    const reasons: [Error, string][] = [
      [new Error("Empty path is not allowed"), "its name is empty"],
      [
        new NotCapable('Requires all access to "/dev/full", run again with the --allow-all flag'),
        "Deno lets only a program with --allow-all use this device",
      ],
      [new Error("Text file busy (os error 26)"), "Text file busy"],
    ];
    for (const [error, reason] of reasons) assert.equal(systemReason(error), reason);
  });
});
