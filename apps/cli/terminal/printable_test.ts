import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { printable } from "./printable.ts";

describe("printable()", () => {
  it("spells out what a terminal would obey, and leaves text alone", () => {
    assert.equal(printable("\x1b[2J\x07a\x9bb\u202ec"), "\\x1b[2J\\x07a\\x9bb\\u{202e}c");
    assert.equal(printable("Straße, naïve\t日本語\n"), "Straße, naïve\t日本語\n");
  });
});
