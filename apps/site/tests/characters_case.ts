import { it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import type { BuiltSite } from "./built_site.ts";

/** Declares the test of the demo of characters. */
export function testCharacters(site: BuiltSite): void {
  it("characters: learns a pasted text, writes, and is surprised by what is not in it", async () => {
    const { page, context, problems, requests } = await site.open(
      "characters/#model.hiddenSize=32&training.steps=60&training.batchSize=16",
    );
    await page.locator("#demo[data-live]").waitFor();
    await page.locator(".paste textarea").fill("the cat sat on the mat. ".repeat(500));
    await page.getByRole("button", { name: "Train" }).click();
    await page.getByText("60 of 60 updates").first().waitFor();
    const surprise = page.locator(".surprise .machine");
    const before = requests.length;
    const bits = async (text: string) => {
      await page.locator(".surprise input").fill(text);
      await page.waitForFunction(
        ({ first, length }) => {
          const spans = [...document.querySelectorAll(".characters span")];
          return spans.length === length && spans[0].textContent === first &&
            spans.at(-1)!.className !== "bits-none";
        },
        { first: text[0], length: text.length },
      );
      return Number(/([\d.]+) bits/.exec(await surprise.innerText())![1]);
    };
    const known = await bits("the cat sat on the mat");
    assert.ok(known < 1.5, `${known} bits`);
    assert.ok(await bits("mat tac eht no tas cat") > known + 1);
    assert.match(await page.locator(".written").innerText(), /the|cat|mat/);
    assert.deepEqual(requests.slice(before), []);
    assert.deepEqual(problems, []);
    await context.close();
  });
}
