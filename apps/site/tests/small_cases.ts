import { it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import type { BuiltSite } from "./built_site.ts";

/** Declares the tests of the demos that train nothing. */
export function testSmallDemos(site: BuiltSite): void {
  it("lengths: the share that is enough decides which steps are filled up", async () => {
    const { page, context, problems } = await site.open("lengths/");
    await page.locator("#demo[data-live]").waitFor();
    // The last step of the longest row: alone, it is told nothing.
    const last = page.locator(".numbers").nth(1).locator("tbody tr").last().locator("td");
    await last.nth(1).filter({ hasText: /[1-9]/ }).waitFor({ state: "attached" });
    assert.deepEqual(Number(await last.nth(0).textContent()), 0);
    const filled = page.locator(".batch .filled");
    const before = await filled.count();
    await page.getByRole("slider").fill("0.5");
    assert.ok(await filled.count() > before);
    await page.getByRole("slider").fill("0");
    assert.equal(await filled.count(), 0);
    await page.getByText("one row").waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  it("benchmark: compares what is computed, and then how fast", async () => {
    const { page, context, problems } = await site.open("benchmark/");
    await page.getByRole("button", { name: "Measure this machine" }).click();
    await page.getByText("Medians of 10 rounds").waitFor();
    const rows = await page.locator(".bars tbody tr").allInnerTexts();
    for (
      const name of [
        "WebAssembly, one thread",
        "plain JavaScript",
        "TensorFlow.js operations",
        "plain LSTM: WebAssembly",
        "plain LSTM: TensorFlow.js layers.lstm",
      ]
    ) {
      assert.match(rows.find((row) => row.startsWith(name)) ?? "", /\d ms/, name);
    }
    assert.deepEqual(problems, []);
    await context.close();
  });
}
