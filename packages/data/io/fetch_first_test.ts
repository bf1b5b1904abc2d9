import assert from "node:assert/strict";
import { afterEach, describe, it } from "@bnlstm/testing";
import { fetchFirst } from "./fetch_first.ts";

const realFetch = globalThis.fetch;

describe("fetchFirst()", () => {
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  it("stops reading a file that is too large, and does not go on to the next", async () => {
    let sent = 0;
    let canceled = false;
    const urls: string[] = [];
    globalThis.fetch = (url) => {
      urls.push(String(url));
      return Promise.resolve(
        new Response(
          new ReadableStream({
            pull: (controller) => controller.enqueue(new Uint8Array(sent++ < 1e6 ? 1000 : 0)),
            cancel: () => void (canceled = true),
          }),
        ),
      );
    };
    await assert.rejects(fetchFirst("load", ["mem:a", "mem:b"], 10_000), {
      name: "RangeError",
      message: 'Cannot load: "mem:a" has more than 10000 bytes',
    });
    assert.ok(canceled && sent < 20, `${sent} chunks were sent`);
    assert.deepEqual(urls, ["mem:a"]);
  });

  it("reads a file of exactly the limit, and an empty one", async () => {
    for (const length of [0, 10_000]) {
      globalThis.fetch = () => Promise.resolve(new Response(new Uint8Array(length).fill(7)));
      const { url, bytes } = await fetchFirst("load", ["mem:a"], 10_000);
      assert.equal(url, "mem:a");
      assert.deepEqual(bytes, new Uint8Array(length).fill(7));
    }
  });
});
