import { conformanceInPage, describeInChromium, it, wasmConformance } from "@bnlstm/testing";
import assert from "node:assert/strict";

const SHARING = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** tfjs fetches its own kernels from beside the page. */
const assets = import.meta.resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm");

for (const isolated of [true, false]) {
  const name = `fused BN-LSTM on wasm in Chromium, ${isolated ? "" : "not "}cross-origin isolated`;
  const headers = isolated ? SHARING : {};
  describeInChromium(name, { module: "wasm_page.ts", headers, assets }, (page) => {
    it(isolated ? "runs on two threads" : "makes do with one", async () => {
      assert.equal(await page().evaluate("wasmSetup.threads"), isolated ? 2 : 1);
    });
    // The page's own setup; this one only names the cases.
    conformanceInPage(wasmConformance(() => Promise.resolve()), page);
  });
}
