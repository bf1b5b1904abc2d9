import { afterEach, beforeEach, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { JsonLines } from "./json_lines.ts";

describe("JsonLines", () => {
  let path: string;

  beforeEach(() => {
    path = Deno.makeTempFileSync();
  });
  afterEach(() => Deno.removeSync(path));

  async function reopen(keep: (record: { step: number }) => boolean): Promise<void> {
    const lines = await JsonLines.open<{ step: number; text?: string }>(path, keep);
    lines.append({ step: 9, text: "añadido" });
    lines.close();
  }

  it("cuts off from the first record that is not kept", async () => {
    Deno.writeTextFileSync(path, '{"step":1,"text":"é"}\n{"step":2}\n{"step":3}\n{"step":1}\n');
    await reopen(({ step }) => step <= 2);
    assert.equal(
      Deno.readTextFileSync(path),
      '{"step":1,"text":"é"}\n{"step":2}\n{"step":9,"text":"añadido"}\n',
    );
  });

  it("tells what it kept", async () => {
    Deno.writeTextFileSync(path, '{"step":1}\n{"step":2}\n{"step":3}\n');
    const lines = await JsonLines.open<{ step: number }>(path, ({ step }) => step < 3);
    assert.deepEqual(lines.kept, [{ step: 1 }, { step: 2 }]);
    lines.close();
  });

  it("cuts off a line that was not finished", async () => {
    Deno.writeTextFileSync(path, '{"step":1}\n{"step":');
    await reopen(() => true);
    assert.deepEqual(await JsonLines.read(path), [{ step: 1 }, { step: 9, text: "añadido" }]);
  });

  it("ignores an unfinished line when reading", async () => {
    Deno.writeTextFileSync(path, '{"step":1}\n{"step":2}');
    assert.deepEqual(await JsonLines.read(path), [{ step: 1 }]);
  });
});
