import { afterEach, beforeEach, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { join } from "node:path";
import { gitCommit } from "./git_commit.ts";

describe("gitCommit()", () => {
  const commit = "0123456789abcdef0123456789abcdef01234567";
  let folder: string;

  beforeEach(() => {
    folder = Deno.makeTempDirSync();
  });
  afterEach(() => Deno.removeSync(folder, { recursive: true }));

  function write(path: string, text: string): void {
    const file = join(folder, path);
    Deno.mkdirSync(join(file, ".."), { recursive: true });
    Deno.writeTextFileSync(file, text);
  }

  it("reads the branch of a folder above", async () => {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/refs/heads/main", `${commit}\n`);
    write("inner/file", "");
    assert.equal(await gitCommit(join(folder, "inner")), commit);
  });

  it("reads a packed branch and a detached head", async () => {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/packed-refs", `# pack-refs with: peeled\n${commit} refs/heads/main\n`);
    assert.equal(await gitCommit(folder), commit);
    write(".git/HEAD", `${commit}\n`);
    assert.equal(await gitCommit(folder), commit);
  });

  it("reads a linked work tree", async () => {
    write("main/.git/refs/heads/topic", commit);
    write("main/.git/worktrees/linked/HEAD", "ref: refs/heads/topic\n");
    write("main/.git/worktrees/linked/commondir", "../..\n");
    write("linked/.git", `gitdir: ${join(folder, "main/.git/worktrees/linked")}\n`);
    assert.equal(await gitCommit(join(folder, "linked")), commit);
  });

  it("is undefined without a repository or a commit", async () => {
    assert.equal(await gitCommit("/"), undefined);
    write(".git/HEAD", "ref: refs/heads/main\n");
    assert.equal(await gitCommit(folder), undefined);
  });
});
