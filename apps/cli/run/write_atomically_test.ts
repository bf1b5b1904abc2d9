import { afterEach, beforeEach, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { join } from "node:path";
import { writeAtomically } from "./write_atomically.ts";

describe("writeAtomically()", () => {
  let folder: string;

  beforeEach(() => {
    folder = Deno.makeTempDirSync();
  });
  afterEach(() => Deno.removeSync(folder, { recursive: true }));

  it("replaces a file and leaves nothing else behind", async () => {
    const path = join(folder, "file");
    await writeAtomically(path, "a longer text");
    // Whoever has the old file open goes on reading all of it.
    using old = await Deno.open(path);
    await writeAtomically(path, new TextEncoder().encode("short"));
    assert.equal(await Deno.readTextFile(path), "short");
    assert.equal(await new Response(old.readable).text(), "a longer text");
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["file"]);
  });
});
