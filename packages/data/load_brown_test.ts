import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { type BrownOptions, loadBrown } from "./load_brown.ts";

describe("loadBrown()", () => {
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

  it("refuses unknown options and folders without the files", async () => {
    await assert.rejects(loadBrown({ url: "" } as BrownOptions), /unknown option "url"/);
    const baseUrl = new URL("no_such_folder", import.meta.url);
    await assert.rejects(loadBrown({ baseUrl }), /no file could be fetched\n.*no_such_folder\/c/);
  });
});
