import assert from "node:assert/strict";
import { afterEach, describe, it } from "@bnlstm/testing";
import { loadQuestions } from "./load_questions.ts";

const realFetch = globalThis.fetch;

const file = (url: string) =>
  `${url}\n\n@entity0 met @entity1 .\n\n@placeholder left\n\n@entity0\n
@entity0:Ada\n@entity1:Charles\n`;

/** Serves 40 files, the first ones most slowly; `broken` are cut off. */
function serve(broken: number[] = []): void {
  globalThis.fetch = async (url) => {
    const number = Number(String(url).replace("mem:", ""));
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 20 - number)));
    if (number >= 40) return new Response("", { status: 404 });
    const text = file(`u${number}`);
    return new Response(broken.includes(number) ? text.slice(0, 60) : text);
  };
}

const urls = (count: number) => Array.from({ length: count }, (_, number) => `mem:${number}`);

describe("loadQuestions()", () => {
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  for (const count of [0, 1, 16, 40]) {
    it(`reads ${count} files in the order given`, async () => {
      serve();
      const questions = await Array.fromAsync(loadQuestions(urls(count)));
      assert.deepEqual(questions.map(({ url }) => url), urls(count).map((_, at) => `u${at}`));
    });
  }

  it("fails at the first file that is wrong, after those before it", async () => {
    serve([7, 20]);
    const seen: string[] = [];
    await assert.rejects(async () => {
      for await (const { url } of loadQuestions(urls(40))) seen.push(url);
    }, /Cannot parse question file "mem:7": .*/);
    assert.equal(seen.length, 7);
    await assert.rejects(
      Array.fromAsync(loadQuestions(urls(41))),
      /Cannot parse question file "mem:7"/,
    );
    serve();
    await assert.rejects(
      Array.fromAsync(loadQuestions(urls(41))),
      /Cannot load questions: no file could be fetched\s+mem:40: HTTP status 404/,
    );
  });
});
