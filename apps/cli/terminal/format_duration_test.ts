import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { formatDuration } from "./format_duration.ts";

describe("formatDuration()", () => {
  it("gives minutes and seconds, and hours when there are any", () => {
    assert.equal(formatDuration(0), "0:00");
    assert.equal(formatDuration(59.6), "1:00");
    assert.equal(formatDuration(3599), "59:59");
    assert.equal(formatDuration(3661), "1:01:01");
  });
});
