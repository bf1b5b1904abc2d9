import { it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { CommandProcess } from "../../cli/fixtures/command_process.ts";
import type { BuiltSite } from "./built_site.ts";

/** Declares the tests of the demo of different lengths. */
export function testLengths(site: BuiltSite): void {
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

  it("lengths: what is left alone in a batch of one's own texts teaches an opened model nothing", async () => {
    const folder = await Deno.makeTempDir();
    const { page, context, problems } = await site.open("checkpoint/");
    try {
      const names = "li ono rossi novak garcia schmidt kowalski bianchi tanaka dubois".split(" ");
      const rows = names.flatMap((name) => [`${name}a,1`, `${name}b,2`, `${name}c,1`]);
      await Deno.writeTextFile(`${folder}/names.csv`, ["name,kind", ...rows].join("\n"));
      const small = "--steps 1 --batch-size 8 --hidden-size 4 --backend cpu".split(" ");
      const file = ["--train-file", `${folder}/names.csv`];
      const run = ["train", "text-classification", ...file, ...small, "--run-dir", `${folder}/run`];
      const { status, stderr } = await CommandProcess.run(...run);
      assert.equal(status, 0, stderr);
      await page.locator("#demo[data-live]").waitFor();
      await page.locator("input[type=file]").setInputFiles(`${folder}/run/last.safetensors`);
      await page.locator("textarea").fill("li\nono\nrossi\nnovak\nkowalskikowalski");
      // Both curves are there once the last of sixteen steps has two numbers.
      const last = page.locator(".numbers").nth(1).locator("tbody tr").filter({ hasText: /^15/ })
        .locator("td");
      for (const cell of [0, 1]) {
        await last.nth(cell).filter({ hasText: /\d/ }).waitFor({ state: "attached" });
      }
      const [alone, filled] = (await last.allTextContents()).map(Number);
      assert.ok(alone < filled / 1000, `${alone} and ${filled}`);
      assert.deepEqual(problems, []);
    } finally {
      await Deno.remove(folder, { recursive: true });
      await context.close();
    }
  });
}
