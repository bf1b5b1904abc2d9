import { it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { type BuiltSite, whileQuick } from "./built_site.ts";

/** Declares the test of the demo of gradient flow. */
export function testGradientFlow(site: BuiltSite): void {
  it("gradient flow: γ decides what arrives", async () => {
    const opened = await site.open("gradient-flow/#size=14");
    const { page, context, problems } = opened;
    await page.getByText("Computed here").waitFor();
    assert.match(await page.locator(".finding").innerText(), /\d\u00a0%/);
    await whileQuick(opened, async () => {
      await page.getByRole("slider").fill("1");
      await page.getByText("cannot be learned").waitFor();
      await page.getByRole("radio", { name: "BN-LSTM" }).check();
      await page.getByRole("radio", { name: "49 steps" }).check();
      await page.getByText("Computed here").waitFor();
    });
    assert.match(page.url(), /#size=7&gamma=1&cell=lstm$/);
    assert.deepEqual(problems, []);
    await page.goto(page.url().replace(/#.*/, "#gamma=many"));
    await page.getByText("Cannot use gamma = many").waitFor();
    await context.close();
  });
}
