import assert from "node:assert/strict";
import fc from "fast-check";
import { afterEach, describe, it } from "@bnlstm/testing";
import { type BrownOptions, loadBrown } from "./load_brown.ts";

const realFetch = globalThis.fetch;

describe("loadBrown()", () => {
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  it("loads 5.6 million characters in the form of the Penn Treebank", async () => {
    const { alphabet, train, valid, test, unseen } = await loadBrown();
    assert.equal(
      alphabet.symbols.join(""),
      "\n $%'*,-./0123456789:<>Nabcdefghijklmnopqrstuvwxyz",
    );
    assert.equal(alphabet.size, 50);
    assert.deepEqual([train.length, valid.length, test.length], [5_046_186, 277_034, 278_915]);
    assert.deepEqual([unseen.valid.size, unseen.test.size], [0, 0]);
    assert.equal(
      alphabet.decode(train.subarray(0, 127)),
      "the fulton county grand jury said friday an investigation of <unk> recent primary election " +
        "produced no evidence that any <unk> ",
    );
    const words = new Set(alphabet.decode(train).split(/\s+/));
    words.delete("");
    assert.equal(words.size, 9_999);
    assert.ok(words.has("<unk>") && words.has("N"));
    assert.ok(alphabet.decode(test).split(/\s+/).every((word) => word === "" || words.has(word)));
  });

  it("either reads damaged files or says in a sentence why not", async () => {
    const text = "The/at jury/nn said/vbd it/pps met/vbd ./.\n\n".repeat(3);
    const original = new TextEncoder().encode(text);
    const damages = fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(damages, fc.nat(original.length), async (damages, length) => {
        const bytes = original.slice(0, length);
        for (const [at, byte] of damages) bytes[at] = byte;
        globalThis.fetch = (url) =>
          Promise.resolve(new Response(String(url).endsWith("ca07") ? bytes : original));
        await loadBrown({ baseUrl: "mem:" }).catch((error) =>
          assert.match(String(error), /^(Type|Range)Error: Cannot load the Brown corpus: .*ca07"/)
        );
      }),
      { numRuns: 20 },
    );
  });

  it("refuses unknown options and folders without the files", async () => {
    await assert.rejects(loadBrown({ url: "" } as BrownOptions), /unknown option "url"/);
    const baseUrl = new URL("no_such_folder", import.meta.url);
    await assert.rejects(loadBrown({ baseUrl }), /no file could be fetched\n.*no_such_folder\/c/);
  });
});
