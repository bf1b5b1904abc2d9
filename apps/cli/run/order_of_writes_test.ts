import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { basename, dirname, join } from "node:path";
import { TINY_RECIPE } from "../fixtures/command_process.ts";
import { main } from "../main.ts";

describe("a run", () => {
  it("has its log on the disk before a checkpoint that counts on it", async () => {
    const folder = await Deno.makeTempDir();
    const { syncData } = Deno.FsFile.prototype;
    const { rename } = Deno;
    const synced = new Set([0]);
    const unsynced: string[] = [];
    let checkpoints = 0;
    Deno.FsFile.prototype.syncData = async function () {
      const { size } = await this.stat();
      await syncData.call(this);
      synced.add(size);
    };
    Deno.rename = (from, to) => {
      if (basename(String(to)) === "last.safetensors") {
        checkpoints++;
        const { size } = Deno.statSync(join(dirname(String(to)), "metrics.jsonl"));
        if (!synced.has(size)) unsynced.push(`${size} bytes`);
      }
      return rename(from, to);
    };
    try {
      const run = join(folder, "run");
      const recipe = TINY_RECIPE.replace("tiny.toml", "tiny_text.toml");
      const text = join(folder, "text.txt");
      await Deno.writeTextFile(text, "the quick brown fox jumps over the lazy dog. ".repeat(60));
      assert.equal(
        await main(["train", "--recipe", recipe, "--corpus", text, "--run-dir", run]),
        0,
      );
    } finally {
      Deno.FsFile.prototype.syncData = syncData;
      Deno.rename = rename;
      await Deno.remove(folder, { recursive: true });
    }
    assert.ok(checkpoints > 1, `${checkpoints} checkpoints`);
    assert.deepEqual(unsynced, []);
  });
});
