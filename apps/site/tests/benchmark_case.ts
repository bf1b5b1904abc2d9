import { it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { BuiltSite } from "./built_site.ts";

/** Sizes that take no time; what is slow is to get ready. */
const SMALL = "rows=4&steps=2&inputs=3&units=4";
const MEASURED = [
  "WebAssembly, one thread",
  "WebAssembly, all threads (",
  "WebGPU (google swiftshader, in software)",
  "plain JavaScript",
  "TensorFlow.js operations on WebAssembly",
  "jax-js on WebAssembly (0.",
  "jax-js on WebGPU (0.",
  "plain LSTM: WebAssembly, one thread",
  "plain LSTM: TensorFlow.js layers.lstm on WebAssembly",
];

/** Declares the test of the benchmark, in a browser with an adapter in software. */
export function testBenchmark(site: BuiltSite): void {
  it("benchmark: times what computes the same on every backend, and sends it to a colleague", async () => {
    const { page, context, problems, requests } = await site.open(
      `benchmark/#${SMALL}&wasm=2.5&jax=1230&on=a%20colleague%27s%20%3Cphone%3E`,
      { permissions: ["clipboard-read", "clipboard-write"] },
    );
    await page.getByText("measured elsewhere: a colleague's <phone>.").waitFor();
    assert.match(await row(page, "WebAssembly, one thread"), /2\.5 ms/);
    assert.match(await row(page, "jax-js on WebAssembly"), /1230 ms/);
    const before = requests.length;
    await page.getByRole("button", { name: "Measure this machine" }).click();
    await page.getByText("Medians of 10 rounds").waitFor();
    for (const name of MEASURED) assert.match(await row(page, name), /\d ms … /, name);
    assert.match(await row(page, MEASURED[0]), /2\.5 ms/);
    const loaded = requests.slice(before).filter((path) => path.endsWith(".js"));
    assert.ok(loaded.length > 5, "engines are loaded when it starts");
    await page.getByRole("button", { name: "Copy as Markdown" }).click();
    const markdown = await clipboard(page);
    for (const name of MEASURED) assert.ok(markdown.includes(`\n| ${name}`), name);

    await page.getByRole("button", { name: "Copy a link" }).click();
    const link = await clipboard(page);
    assert.ok(markdown.includes(`[Measured](${link})`));
    const ours = await medians(page, 0);
    const colleague = await context.newPage();
    await colleague.goto(link);
    await colleague.getByText(/measured elsewhere: Chrome \d+, .*threads/).waitFor();
    assert.deepEqual(await medians(colleague, 1), ours);
    await colleague.getByText("4 rows, 2 steps, 3 inputs, 4 units").waitFor();
    for (
      const [hash, wrong] of [
        ["wasm=fast", "Cannot use wasm = fast: it must be a number of milliseconds"],
        ["rows=1", "Cannot use rows = 1: it must be a whole number from 2 to 512"],
        ["speed=1", "Cannot use speed: there is no such setting"],
      ]
    ) {
      await colleague.goto(link.replace(/#.*/, `#${hash}`));
      await colleague.getByText(wrong).waitFor();
    }
    assert.deepEqual(problems, []);
    await context.close();
  });
}

/** Declares the test of what cannot run, in a browser without an adapter on a page that is not isolated. */
export function testBenchmarkWithout(site: BuiltSite): void {
  it("benchmark: says why something cannot run", async () => {
    const { page, context } = await site.open(`benchmark/#${SMALL}`);
    await page.getByRole("button", { name: "Measure this machine" }).click();
    await page.getByRole("row", { name: "jax-js on WebGPU jax-js has no webgpu here" }).waitFor();
    assert.match(await row(page, "WebGPU"), /no adapter was found/);
    assert.match(await row(page, "WebAssembly, all threads"), /this page is not isolated/);
    await context.close();
  });
}

async function row(page: Page, name: string): Promise<string> {
  const rows = await page.locator(".bars tbody tr").allInnerTexts();
  return rows.find((row) => row.startsWith(name)) ?? "";
}

/** A column of medians, to the three figures that a link has. */
async function medians(page: Page, column: number): Promise<string[]> {
  return (await page.locator(`.bars tbody td:nth-of-type(${column + 1})`).allInnerTexts())
    .map((text) => text.trim());
}

function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}
