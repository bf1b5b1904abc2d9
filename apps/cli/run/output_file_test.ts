import { afterEach, beforeEach, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { join } from "node:path";
import { OutputFile } from "./output_file.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("OutputFile", () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const names = () => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

  beforeEach(async () => {
    folder = await Deno.makeTempDir();
    await Deno.writeTextFile(at("before"), "earlier predictions");
  });
  afterEach(() => Deno.remove(folder, { recursive: true }));

  it("has its name only once it is complete", async () => {
    {
      using file = await OutputFile.open(at("new"));
      file.write(bytes("some "));
      assert.ok(!names().includes("new"));
      file.write(bytes("predictions"));
      await file.complete();
    }
    assert.deepEqual(names(), ["before", "new"]);
    assert.equal(await Deno.readTextFile(at("new")), "some predictions");
  });

  it("leaves what was there if it is not completed", async () => {
    {
      using file = await OutputFile.open(at("before"));
      file.write(bytes("half"));
      assert.equal(await Deno.readTextFile(at("before")), "earlier predictions");
    }
    assert.deepEqual(names(), ["before"]);
    assert.equal(await Deno.readTextFile(at("before")), "earlier predictions");
  });

  it("follows links and keeps the mode of the file", async () => {
    if (Deno.build.os === "windows") return;
    await Deno.chmod(at("before"), 0o640);
    await Deno.symlink(at("before"), at("link"));
    {
      using file = await OutputFile.open(at("link"));
      file.write(bytes("x"));
      await file.complete();
    }
    assert.ok((await Deno.lstat(at("link"))).isSymlink);
    assert.equal(await Deno.readTextFile(at("before")), "x");
    assert.equal((await Deno.stat(at("before"))).mode! & 0o777, 0o640);
  });

  it("is not a file that is read, by whatever name", async () => {
    const { os } = Deno.build;
    const others = ["before", "./before"];
    if (os !== "windows") {
      await Deno.symlink(at("before"), at("link"));
      await Deno.link(at("before"), at("hard link"));
      others.push("link", "hard link");
    }
    for (const name of others) {
      const path = `${folder}/${name}`;
      for (const [output, input] of [[path, at("before")], [at("before"), path]]) {
        await assert.rejects(OutputFile.open(output, ["none", input]), {
          name: "InputError",
          message: `Cannot write ${output}: it is the file that is read`,
        });
      }
    }
    assert.equal(await Deno.readTextFile(at("before")), "earlier predictions");
    await Deno.copyFile(at("before"), at("copy"));
    (await OutputFile.open(at("copy"), [at("before")]))[Symbol.dispose]();
  });

  it("writes into a pipe at once", async () => {
    if (Deno.build.os === "windows") return;
    await new Deno.Command("mkfifo", { args: [at("pipe")] }).output();
    const reader = new Deno.Command("cat", { args: [at("pipe")], stdout: "piped" }).spawn();
    {
      using file = await OutputFile.open(at("pipe"));
      file.write(bytes("now"));
      await file.complete();
    }
    assert.equal(new TextDecoder().decode((await reader.output()).stdout), "now");
    assert.deepEqual(names(), ["before", "pipe"]);
  });

  it("is removed by Ctrl-C", async () => {
    if (Deno.build.os === "windows") return;
    const module = new URL("output_file.ts", import.meta.url);
    const program = `const { OutputFile } = await import("${module}");
      const file = await OutputFile.open(${JSON.stringify(at("before"))});
      Deno.kill(Deno.pid, "SIGINT");
      await new Promise((resolve) => setTimeout(resolve, 60_000));`;
    const { code } = await new Deno.Command(Deno.execPath(), { args: ["eval", program] }).output();
    assert.equal(code, 130);
    assert.deepEqual(names(), ["before"]);
  });
});
