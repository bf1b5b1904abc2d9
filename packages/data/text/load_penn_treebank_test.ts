import assert from "node:assert/strict";
import fc from "fast-check";
import { afterEach, describe, it } from "@bnlstm/testing";
import { loadPennTreebank, type PennTreebankOptions } from "./load_penn_treebank.ts";

const realFetch = globalThis.fetch;

/** The form of the files, with text of our own. */
const words: Record<string, string> = {
  "ptb.train.txt": " the <unk> rose N points \n it fell \n",
  "ptb.valid.txt": " it rose \n",
  "ptb.test.txt": " the zoo \n it fell \n",
};
const characters: Record<string, string> = {
  "ptb.char.train.txt": "t h e _ < u n k > _ r o s e\ni t _ f e l l\n",
  "ptb.char.valid.txt": "i t _ r o s e\n",
  "ptb.char.test.txt": "t h e _ z o o\n",
};

function serve(files: Record<string, string | Uint8Array<ArrayBuffer>>): void {
  globalThis.fetch = (url) => {
    const file = files[String(url).replace("mem:ptb/", "")];
    return Promise.resolve(new Response(file ?? "", { status: file === undefined ? 404 : 200 }));
  };
}

describe("loadPennTreebank()", () => {
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  it("reads the files of words without the space that begins each line", async () => {
    serve(words);
    for (const baseUrl of ["mem:ptb", new URL("mem:ptb/")]) {
      const { alphabet, train, valid, test, unseen } = await loadPennTreebank({ baseUrl });
      assert.equal(alphabet.decode(train), "the <unk> rose N points \nit fell \n");
      assert.equal(alphabet.decode(valid), "it rose \n");
      assert.equal(test.length, "the zoo \nit fell \n".length);
      assert.deepEqual([...unseen.test], [["z", 1]]);
    }
  });

  it("reads the same from files with other line ends", async () => {
    serve(words);
    const expected = await loadPennTreebank({ baseUrl: "mem:ptb" });
    for (const end of ["\r\n", "\r"]) {
      serve(Object.fromEntries(
        Object.entries(words).map(([name, text]) => [name, text.replaceAll("\n", end)]),
      ));
      const { alphabet, train } = await loadPennTreebank({ baseUrl: "mem:ptb" });
      assert.deepEqual([alphabet.symbols, train], [expected.alphabet.symbols, expected.train]);
    }
  });

  it("reads the files of characters, whose spaces are separators", async () => {
    serve(characters);
    const { alphabet, train } = await loadPennTreebank({ baseUrl: "mem:ptb" });
    assert.equal(alphabet.decode(train), "the <unk> rose\nit fell\n");
  });

  it("refuses files that are missing, empty, cut off or of another form", async () => {
    const refuses = async (changes: typeof words, message: RegExp) => {
      serve({ ...words, ...changes });
      await assert.rejects(loadPennTreebank({ baseUrl: "mem:ptb" }), { message });
    };
    await refuses({ "ptb.test.txt": "" }, /"mem:ptb\/ptb.test.txt" is empty/);
    await refuses({ "ptb.test.txt": " the zoo \n it fe" }, /ptb.test.txt" is cut off/);
    serve({ ...words, "ptb.valid.txt": new Uint8Array([0x20, 0x80, 0x0a]) });
    await assert.rejects(loadPennTreebank({ baseUrl: "mem:ptb" }), /byte 1 is 0x80/);
    serve({ ...characters, "ptb.char.test.txt": "t h e _ zoo\n" });
    await assert.rejects(loadPennTreebank({ baseUrl: "mem:ptb" }), /spaces, got "zoo"/);
    serve({});
    await assert.rejects(
      loadPennTreebank({ baseUrl: "mem:ptb" }),
      /no file could be fetched\n.*ptb.train.txt: HTTP status 404\n.*ptb.char.train.txt/,
    );
  });

  it("either reads damaged files or says in a sentence why not", async () => {
    const damages = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 });
    const damaged = (files: typeof words) =>
      fc.tuple(damages, fc.nat()).map(([damages, cut]) =>
        Object.fromEntries(
          Object.entries(files).map(([name, text]) => {
            const bytes = new TextEncoder().encode(text);
            for (const [at, byte] of damages) bytes[at % bytes.length] = byte;
            return [name, bytes.slice(0, bytes.length - cut % 5)];
          }),
        )
      );
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged(words), damaged(characters)), async (files) => {
        serve(files);
        await loadPennTreebank({ baseUrl: "mem:ptb" }).catch((error) =>
          assert.match(
            String(error),
            /^(Type|Range)Error: Cannot (load the Penn Treebank|build a corpus): /,
          )
        );
      }),
    );
  });

  it("refuses unknown options and a missing folder", async () => {
    const load = (options: object) => loadPennTreebank(options as PennTreebankOptions);
    await assert.rejects(load({}), {
      name: "TypeError",
      message: /baseUrl must be a URL, got undefined/,
    });
    await assert.rejects(load({ url: "mem:ptb" }), { message: /unknown option "url"/ });
  });
});
