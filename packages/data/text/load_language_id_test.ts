import assert from "node:assert/strict";
import fc from "fast-check";
import { afterEach, describe, it } from "@bnlstm/testing";
import { type LanguageIdOptions, loadLanguageId } from "./load_language_id.ts";

const realFetch = globalThis.fetch;

describe("loadLanguageId()", () => {
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  it("loads 1,422 paragraphs of 24 languages, of very different length", async () => {
    const { classes, alphabet, train, valid, test, unseen } = await loadLanguageId();
    assert.deepEqual([classes.length, train.classes, test.classes], [24, 24, 24]);
    assert.deepEqual([train.size, valid.size, test.size], [1134, 144, 144]);
    const lengths = [train, valid, test].flatMap((part) => [...part.lengths!])
      .sort((a, b) => a - b);
    assert.deepEqual([lengths[0], lengths[711], lengths[1421]], [6, 155, 685]);
    assert.ok(alphabet.size < 255, "no symbol of the training texts is left out");
    assert.equal(train.inputSize, alphabet.size);
    assert.equal(unseen.train.size, 0);
    for (const symbols of [unseen.valid, unseen.test]) {
      assert.ok([...symbols.values()].reduce((a, b) => a + b, 0) < 20);
    }
  });

  it("reads the paragraphs as they are printed", async () => {
    const { classes, alphabet, train } = await loadLanguageId({ languages: ["eng", "fra"] });
    let found = "";
    for (let index = 0; index < train.size && !found.startsWith("All human"); index++) {
      const { inputs, labels, timeSteps } = train.batch(new Int32Array([index]));
      const ids = Array.from({ length: timeSteps }, (_, step) => {
        return inputs.subarray(step * alphabet.size, (step + 1) * alphabet.size).indexOf(1);
      });
      if (classes[labels[0]] === "eng") found = alphabet.decode(ids);
    }
    assert.equal(
      found,
      "All human beings are born free and equal in dignity and rights. They are endowed with reason " +
        "and conscience and should act towards one another in a spirit of brotherhood.",
    );
  });

  it("resolves character references", async () => {
    const page = (word: string) =>
      `${Array.from({ length: 50 }, (_, at) => `<p>${word} ${at} &#x26; &#x3C;</p>`)}</html>`;
    globalThis.fetch = (url) => Promise.resolve(new Response(page(String(url).slice(9, 10))));
    const { alphabet } = await loadLanguageId({ languages: ["a", "b"], baseUrl: "mem:udhr" });
    assert.equal(alphabet.symbols.join(""), " &0123456789<ab");
  });

  it("divides by seed, the same each time", async () => {
    const batch = async (seed?: number) =>
      (await loadLanguageId({ languages: ["dan", "swe"], seed })).test.batch(
        new Int32Array([0, 1]),
      );
    assert.deepEqual(await batch(0), await batch());
    assert.notDeepEqual((await batch(1)).inputs, (await batch(0)).inputs);
  });

  it("tells apart languages in many scripts, with the most frequent symbols", async () => {
    const languages = ["cmn_hans", "cmn_hant", "jpn", "kor", "hin", "tam", "amh", "rus"];
    const { alphabet, unseen } = await loadLanguageId({ languages });
    assert.equal(alphabet.size, 255);
    assert.ok(unseen.train.size > 500);
  });

  it("either reads damaged files or says in a sentence why not", async () => {
    const file = await (await fetch(
      new URL("declaration/dan.html", import.meta.resolve("udhr")),
    )).bytes();
    const damages = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(damages, fc.nat(file.length), async (damages, length) => {
        const bytes = file.slice(0, length);
        for (const [at, byte] of damages) bytes[at] = byte;
        globalThis.fetch = (url) =>
          Promise.resolve(new Response(String(url).includes("dan") ? bytes : file));
        await loadLanguageId({ languages: ["dan", "other"], baseUrl: "mem:" }).catch((error) =>
          assert.match(String(error), /^(Type|Range)Error: Cannot load language-id: /)
        );
      }),
      { numRuns: 50 },
    );
  });

  it("refuses languages that do not exist or are too short, and unknown options", async () => {
    await assert.rejects(loadLanguageId({ languages: ["eng", "klingon"] }), /klingon.html/);
    await assert.rejects(loadLanguageId({ languages: ["eng"] }), { name: "RangeError" });
    globalThis.fetch = () => Promise.resolve(new Response("<p>one</p></html>"));
    await assert.rejects(loadLanguageId({ languages: ["a", "b"], baseUrl: "mem:udhr" }), {
      name: "RangeError",
      message: 'Cannot load language-id: "a" has 0 texts of its own, expected 50 or more',
    });
    globalThis.fetch = () => Promise.resolve(new Response("<p>one</p><p>tw"));
    await assert.rejects(loadLanguageId({ baseUrl: "mem:udhr" }), {
      name: "RangeError",
      message: /"mem:udhr\/\w+.html" is cut off/,
    });
    await assert.rejects(
      loadLanguageId({ classes: 3 } as LanguageIdOptions),
      /unknown option "classes", the options are languages, seed, baseUrl/,
    );
  });
});
