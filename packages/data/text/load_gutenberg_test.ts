import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { type GutenbergOptions, loadGutenberg } from "./load_gutenberg.ts";

describe("loadGutenberg()", () => {
  it("loads 22 million characters in a–z and space, 90 to 5 to 5", async () => {
    const { alphabet, train, valid, test, unseen } = await loadGutenberg();
    assert.equal(alphabet.symbols.join(""), " abcdefghijklmnopqrstuvwxyz");
    assert.deepEqual([train.length, valid.length, test.length], [20_145_946, 1_119_362, 1_119_294]);
    assert.equal(
      alphabet.decode(train.subarray(0, 43)),
      " emma by jane austen one eight one six volu",
    );
    assert.equal(train.findIndex((id, at) => id === 0 && train[at + 1] === 0), -1);
    assert.deepEqual([unseen.valid.size, unseen.test.size], [0, 0]);
  });

  it("refuses unknown options, and folders without the files", async () => {
    await assert.rejects(loadGutenberg({ url: "" } as GutenbergOptions), /unknown option "url"/);
    const baseUrl = new URL("no_such_folder", import.meta.url);
    await assert.rejects(loadGutenberg({ baseUrl }), /no_such_folder\/\w+-\w+.txt/);
    await assert.rejects(loadGutenberg({ addressesUrl: baseUrl }), /datapackage.json/);
  });
});
