import { it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { BuiltSite } from "./built_site.ts";

/** A run of a second. */
const SMALL = "model.hiddenSize=16&training.batchSize=16&data.windowLength=20&training.steps=300";

/** Declares the test of the demo of statistics over time. */
export function testStatistics(site: BuiltSite): void {
  it("statistics: those of the first step are no use later, in the page and of a checkpoint", async () => {
    const { page, context, problems, requests } = await site.open(`statistics/#${SMALL}`);
    // What was recorded says so too.
    assert.ok(await beyond(page, 0) > await beyond(page, 4) + 1);
    await page.getByRole("button", { name: "Train" }).click();
    await page.getByText("300 of 300 updates").first().waitFor();
    await page.locator(".digest code").waitFor();
    const before = requests.length;
    const [first, all] = [await beyond(page, 0), await beyond(page, 6)];
    assert.ok(first > all + 0.1, `${first} and ${all} bits`);
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save what was learned" }).click(),
    ]);
    assert.deepEqual(requests.slice(before), []);

    await page.goto(new URL("../checkpoint/", page.url()).href);
    await page.locator("#demo[data-live]").waitFor();
    await page.locator("input[type=file]").setInputFiles(await saved.path());
    await page.locator(".characters .bits-2").first().waitFor();
    assert.ok((await page.locator(".written").innerText()).length > 100);
    assert.equal(await beyond(page, 0), first);
    assert.equal(await beyond(page, 6), all);
    assert.deepEqual(problems, []);
    await context.close();
  });
}

/** The loss beyond T_max at a stop of the slider, in bits. */
async function beyond(page: Page, stop: number): Promise<number> {
  const slider = page.getByRole("slider", { name: "T_max" });
  await slider.fill(String(stop));
  const tMax = await slider.getAttribute("aria-valuetext");
  const finding = page.getByText(`Beyond step ${tMax} the loss`);
  await finding.waitFor();
  return Number(/([\d.]+) bits/.exec(await finding.innerText())![1]);
}
