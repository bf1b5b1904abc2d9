import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { shellWord } from "./shell_word.ts";

/** Paths that a shell would not read as one word, or as they are. */
const PATHS = [
  "a b",
  "it's",
  'say "x"',
  "$HOME",
  "a;b",
  "a\nb",
  "~",
  "~root/x",
  "*",
  "",
  "ä ö",
  "a\\b",
];

describe("shellWord()", () => {
  it("is read by a shell as the path that it stands for", () => {
    if (Deno.build.os === "windows") return;
    for (const path of [...PATHS, "runs/a-b_c.1", "/tmp/x"]) {
      const args = ["-c", `printf %s ${shellWord(path, "linux")}`];
      const { stdout } = new Deno.Command("sh", { args }).outputSync();
      assert.equal(new TextDecoder().decode(stdout), path);
    }
  });

  it("quotes no more than it must", () => {
    for (const path of ["runs/a-b_c.1", "/tmp/x", "a~b"]) {
      assert.equal(shellWord(path, "linux"), path);
    }
    assert.equal(shellWord("C:\\runs\\lstm", "windows"), "C:\\runs\\lstm");
    assert.equal(shellWord("\\\\server\\my runs", "windows"), '"\\\\server\\my runs"');
  });
});
