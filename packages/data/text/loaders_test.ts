import { afterEach, describe, it } from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { loadBrown } from "./load_brown.ts";
import { loadBrownQuestions } from "../questions/load_brown_questions.ts";
import { loadGutenberg } from "./load_gutenberg.ts";
import { loadLanguageId } from "./load_language_id.ts";
import { loadMnist } from "../images/load_mnist.ts";
import { loadPennTreebank } from "./load_penn_treebank.ts";
import { loadText8 } from "./load_text8.ts";
import { loadTextFile } from "./load_text_file.ts";

const baseUrl = "mem:data/";

/** Everything that reads files. */
const LOADERS: Record<string, () => Promise<unknown>> = {
  loadBrown: () => loadBrown({ baseUrl }),
  loadBrownQuestions: () => loadBrownQuestions({ baseUrl }),
  loadGutenberg: () => loadGutenberg({ baseUrl, addressesUrl: baseUrl }),
  loadLanguageId: () => loadLanguageId({ baseUrl }),
  loadMnist: () => loadMnist({ baseUrl }),
  loadPennTreebank: () => loadPennTreebank({ baseUrl }),
  loadText8: () => loadText8(baseUrl),
  loadTextFile: () => loadTextFile(baseUrl),
};

/** Beginnings that lead further into a loader than noise does. */
const beginnings = [
  "",
  "\x00\x00\x08\x03",
  "\x1f\x8b\x08\x00",
  "The/at time/nn",
  "<p>",
  "\n\n",
  "ÿ",
];

const anyBytes = fc.tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 60 })).map(
  ([start, rest]) => Uint8Array.of(...Array.from(start, (byte) => byte.charCodeAt(0)), ...rest),
);

const realFetch = globalThis.fetch;

describe("every loader", () => {
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  for (const [name, load] of Object.entries(LOADERS)) {
    it(`${name} reads any bytes, or says in a sentence why not`, async () => {
      await fc.assert(
        fc.asyncProperty(anyBytes, async (bytes) => {
          globalThis.fetch = () => Promise.resolve(new Response(bytes));
          await load().catch((error) =>
            assert.match(String(error), /^(Type|Range)Error: Cannot [a-z]+ [^\n]+$/)
          );
        }),
        { numRuns: 25 },
      );
    });

    it(`${name} stops reading a file without end`, async () => {
      let open = 0;
      globalThis.fetch = () => {
        open++;
        const slice = new Uint8Array(2 ** 22).fill(97);
        return Promise.resolve(
          new Response(
            new ReadableStream({
              pull: (controller) => controller.enqueue(slice),
              cancel: () => void open--,
            }),
          ),
        );
      };
      await assert.rejects(load(), /^RangeError: Cannot [^\n]+ has more than \d+ bytes/);
    });
  }
});
