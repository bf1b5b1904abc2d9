import { afterEach, beforeEach, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { dirname } from "node:path";
import type { Profile } from "./profile.ts";
import { ProfileFile } from "./profile_file.ts";

const profile: Profile = {
  tuning: { workgroupSize: 64, units: 8, rowsPerThread: 2, tile: 32 },
  shape: { timeSteps: 32, batchSize: 64, inputSize: 1, hiddenSize: 100 },
  milliseconds: { webgpu: 2.5, wasm: 8 },
};

describe("ProfileFile", () => {
  let folder: string;
  let file: ProfileFile;

  beforeEach(() => {
    folder = Deno.makeTempDirSync();
    file = new ProfileFile(folder);
  });
  afterEach(() => Deno.removeSync(folder, { recursive: true }));

  function write(text: string): void {
    Deno.mkdirSync(dirname(file.path!), { recursive: true });
    Deno.writeTextFileSync(file.path!, text);
  }

  it("has no profiles before the first is stored", async () => {
    assert.deepEqual(await file.read(), {});
  });

  it("keeps a profile for each adapter, the last one stored", async () => {
    const slower = { ...profile, milliseconds: { webgpu: 9, wasm: 8 } };
    await file.store("A 100 (driver 1.2)", slower);
    await file.store("B", profile);
    assert.equal(await file.store("A 100 (driver 1.2)", profile), file.path);
    assert.deepEqual(await file.read(), { "A 100 (driver 1.2)": profile, "B": profile });
  });

  for (
    const [text, reason] of [
      ["what = = this", /webgpu\.toml: Invalid TOML document: .*; bnlstm backends --tune/],
      ["[A]\nunits = 4", /webgpu\.toml: A\.tuning: /],
      ["[A.tuning]\nunits = 1.5", /webgpu\.toml: A\.tuning\.\w+: /],
    ] as const
  ) {
    it(`refuses ${JSON.stringify(text)}, and does not replace it`, async () => {
      write(text);
      await assert.rejects(file.read(), { name: "InputError", message: reason });
      await assert.rejects(file.store("A", profile), { name: "InputError", message: reason });
      assert.equal(Deno.readTextFileSync(file.path!), text);
    });
  }

  it("says where it cannot write", async () => {
    await assert.rejects(new ProfileFile("/proc").store("A", profile), {
      name: "InputError",
      message: /^Cannot write WebGPU profile \/proc\/bnlstm\/webgpu\.toml: /,
    });
    const nowhere = Object.assign(new ProfileFile(folder), { path: undefined });
    await assert.rejects(nowhere.store("A", profile), /the environment names no home folder/);
  });
});
