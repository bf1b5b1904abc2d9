import { it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { DEMOS } from "../demos/demos.ts";
import type { BuiltSite } from "./built_site.ts";

const SMALL = "model.hiddenSize=8&training.batchSize=8&data.windowLength=20&training.steps=4";

/** Declares the tests of what happens where a browser or a visitor does not do as expected. */
export function testFallbacks(site: BuiltSite): void {
  it("computes in plain JavaScript where WebAssembly has no vectors, and says so", async () => {
    const { page, context, problems } = await site.open("");
    await page.route("**/characters/worker.js", async (route) => {
      const response = await route.fetch();
      const body = `WebAssembly.validate = () => false;\n${await response.text()}`;
      await route.fulfill({ response, body });
    });
    await page.goto(new URL(`characters/#${SMALL}&step=4`, page.url()).href);
    await page.getByText("this browser's WebAssembly has no vector instructions").waitFor();
    await page.getByText("4 of 4 updates").first().waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  it("names what is wrong with the link of any demo", async () => {
    const { page, context, problems } = await site.open("");
    const root = page.url();
    for (
      const { path } of DEMOS.filter(({ name }) => name !== "checkpoint" && name !== "benchmark")
    ) {
      await page.goto(`${root}${path}#no.such.thing=%F0%9F%A6%86&=&__proto__=1`);
      await page.locator(".failure").first().waitFor();
    }
    await page.goto(`${root}digits/#step=1e9`);
    await page.getByText("Cannot use step = 1e9: it must be a whole number").waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  it("refuses a file of 2 GiB without reading it", async () => {
    const { page, context, problems } = await site.open("checkpoint/");
    await page.locator("#demo[data-live]").waitFor();
    await page.evaluate(() => {
      const file = new File(["x"], "large.safetensors");
      Object.defineProperty(file, "size", { value: 2 ** 31 });
      file.arrayBuffer = () => Promise.reject(new Error("it was read"));
      const drop = new Event("drop", { bubbles: true, cancelable: true });
      Object.defineProperty(drop, "dataTransfer", { value: { files: [file] } });
      document.querySelector(".drop")!.dispatchEvent(drop);
    });
    await page.getByText("Cannot read large.safetensors: it has 2048 MiB").waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  it("leaves nothing behind in a tab that is closed while it trains", async () => {
    const { page, context } = await site.open("characters/#training.steps=5000");
    await page.getByRole("button", { name: "Train" }).click();
    await page.getByText(/^[1-9]\d* of 5,000 updates/).first().waitFor();
    assert.equal(page.workers().length, 1);
    await page.close();
    const next = await context.newPage();
    await next.goto(page.url().replace(/#.*/, ""));
    await next.locator("#demo[data-live]").waitFor();
    assert.equal(next.workers().length, 0);
    await context.close();
  });
}

/** Declares the tests of a host that sends no headers of isolation, as most do, and a browser without an adapter. */
export function testPlainHost(site: BuiltSite): void {
  it("says that there is no WebGPU, and goes on with another backend", async () => {
    const { page, context } = await site.open(`characters/#${SMALL}&backend=webgpu`, {
      script: "delete Navigator.prototype.gpu",
    });
    await page.getByRole("button", { name: "Train" }).click();
    await page.locator(".failure").filter({ hasText: /webgpu|adapter/i }).waitFor();
    assert.ok(await page.getByRole("radio", { name: "WebGPU" }).isDisabled());
    await page.getByRole("radio", { name: "JavaScript" }).check();
    await page.getByRole("button", { name: "Train" }).click();
    await page.getByText("4 of 4 updates").first().waitFor();
    await context.close();
  });

  it("uses one thread without isolation, and more once it is allowed to", async () => {
    const { page, context, problems } = await site.open(`characters/#${SMALL}&threads=2&step=4`, {
      serviceWorkers: "allow",
    });
    await page.getByText("this page is not isolated from others").waitFor();
    await page.getByText("4 of 4 updates").first().waitFor();
    await page.getByRole("button", { name: "Allow threads" }).click();
    await page.getByText("WebAssembly on 2 threads").waitFor();
    assert.equal(await page.getByRole("button", { name: "Allow threads" }).count(), 0);
    assert.deepEqual(problems, []);
    await context.close();
  });
}
