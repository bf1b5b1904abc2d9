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
    const lines = await JsonLines.open<{ step: number; text?: string }>(path, { keep });
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
    const lines = await JsonLines.open<{ step: number }>(path, { keep: ({ step }) => step < 3 });
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

  it("refuses damage where records have to stay, and does not touch the file", async () => {
    const whole = '{"step":1}\n{"step":2}\n{"step":3}\n';
    const problem = (kept: readonly { step: number }[]) =>
      kept.length < 3 ? "it lacks step 3" : undefined;
    for (
      const [text, pattern] of [
        [whole.replace('{"step":2', 'x{"step":2'), /line 2 is no record; mend it/],
        [whole.replace("2", "\0"), /line 2 is no record/],
        [whole.replace('{"step":2}', "17"), /line 2 is no record/],
        [whole.slice(0, 23), /it lacks step 3/],
        ["", /it lacks step 3/],
      ] as const
    ) {
      Deno.writeTextFileSync(path, text);
      const opened = JsonLines.open<{ step: number }>(path, { keep: () => true, problem });
      await assert.rejects(opened, pattern);
      assert.equal(Deno.readTextFileSync(path), text);
    }
  });

  it("cuts off what is damaged only where everything is written again", async () => {
    Deno.writeTextFileSync(path, '{"step":1}\n\0\0\0\n{"step":3}\n');
    const lines = await JsonLines.open<{ step: number }>(path, {
      keep: ({ step }) => step < 2,
      problem: (kept) => kept.length < 1 ? "it lacks step 1" : undefined,
    });
    lines.close();
    assert.equal(Deno.readTextFileSync(path), '{"step":1}\n');
    Deno.writeTextFileSync(path, '{"step":1}\n\0\0\0\n{"step":3}\n');
    await assert.rejects(JsonLines.read(path), /line 2 is no record/);
  });

  it("appends also where somebody else has written since", async () => {
    const lines = await JsonLines.open<{ step: number }>(path, { keep: () => true });
    lines.append({ step: 1 });
    Deno.writeTextFileSync(path, '{"step":2}\n', { append: true });
    lines.append({ step: 3 });
    lines.close();
    assert.deepEqual(await JsonLines.read(path), [{ step: 1 }, { step: 2 }, { step: 3 }]);
  });
});
