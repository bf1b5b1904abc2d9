import { assertClose, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { CommandProcess } from "../../cli/fixtures/command_process.ts";
import { type BuiltSite, whileQuick } from "./built_site.ts";

/** Declares the test of the demo of gradient flow. */
export function testGradientFlow(site: BuiltSite): void {
  it("gradient flow: γ decides what arrives, by the same numbers as the command's", async () => {
    const opened = await site.open("gradient-flow/#size=14");
    const { page, context, problems } = opened;
    await page.getByText("Computed here").waitFor();
    assert.match(await page.locator(".finding").innerText(), /\d\u00a0%/);
    await whileQuick(opened, async () => {
      await page.getByRole("slider").fill("1");
      await page.getByText("learns nothing").waitFor();
      await page.getByRole("radio", { name: "49 steps" }).check();
      await computed(page, "--image-size 7");
    });
    assert.match(page.url(), /#size=7&gamma=1$/);
    const rnn = await numbers(page, "γ 1.00");
    await page.getByRole("radio", { name: "BN-LSTM" }).check();
    await computed(page, "single precision");
    const lstm = await numbers(page, "γ 1.00");
    const command = await page.locator(".share pre code").textContent();
    const commands = await figureOf(command!);
    assertClose(rnn, commands("γ = 1", rnn.length), { absolute: 0, relative: 0.05 });
    assertClose(lstm, commands("BN-LSTM, γ = 1", lstm.length), { absolute: 0, relative: 0.05 });

    await page.getByRole("radio", { name: "after 50 updates" }).check();
    await computed(page, "--steps 50");
    const trained = await numbers(page, "γ 1.00");
    assert.ok(trained.some((norm, i) => Math.abs(norm / lstm[i] - 1) > 0.2));
    assert.match((await page.locator(".share pre code").textContent())!, /--steps 50[^]*runs.flow/);

    await page.getByRole("radio", { name: "plain LSTM" }).check();
    await computed(page, "--normalization none");
    const plain = await numbers(page, "plain LSTM");
    await page.getByRole("radio", { name: "before training" }).check();
    await computed(page, "--image-size 7");
    const fresh = await numbers(page, "plain LSTM");
    assertClose(fresh, commands("LSTM", fresh.length), { absolute: 0, relative: 0.05 });
    assert.ok(plain.some((norm, i) => Math.abs(norm / fresh[i] - 1) > 0.2));
    assert.deepEqual(problems, []);
    await page.goto(page.url().replace(/#.*/, "#gamma=many"));
    await page.getByText("Cannot use gamma = many").waitFor();
    await context.close();
  });
}

/** Waits until what was chosen is drawn and computed: right after a choice the page still shows the one before. */
async function computed(page: Page, chosen: string): Promise<void> {
  await page.locator(".share").filter({ hasText: chosen }).filter({ hasText: "Computed here" })
    .waitFor();
}

/** A column of the table below the chart. */
async function numbers(page: Page, name: string): Promise<number[]> {
  // At once: columns are added while other curves are computed.
  const cells = await page.locator(".numbers").first().evaluate((table, name) => {
    const titles = [...table.querySelectorAll("thead th")].map(({ textContent }) => textContent);
    const column = titles.lastIndexOf(name) + 1;
    return [...table.querySelectorAll(`tbody td:nth-child(${column})`)]
      .map(({ textContent }) => textContent ?? "");
  }, name);
  const superscripts = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹";
  return cells.map((text) => {
    const plain = text.replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (c) => "-0123456789"[superscripts.indexOf(c)]);
    const [, mantissa, exponent] = /^(?:([\d.]+)(?:·|$))?(?:10(-?\d+))?$/.exec(plain)!;
    return Number(`${mantissa ?? 1}e${exponent ?? 0}`);
  });
}

/** Runs a command that draws a figure; returns its curves at so many times, evenly spread. */
async function figureOf(command: string): Promise<(curve: string, count: number) => number[]> {
  const folder = await Deno.makeTempDir();
  const words = command.replace("gradient_flow.svg", `${folder}/flow.svg`).split(/\s+/);
  assert.deepEqual(words.slice(0, 4), ["deno", "task", "bnlstm", "figure"]);
  const { status, stderr } = await CommandProcess.run(...words.slice(3));
  assert.equal(status, 0, stderr);
  const lines = (await Deno.readTextFile(`${folder}/flow.csv`)).split("\n");
  await Deno.remove(folder, { recursive: true });
  return (curve, count) => {
    const own = lines.filter((line) => line.includes(`,${curve},`) || line.includes(`,"${curve}",`))
      .map((line) => Number(line.split(",").at(-1)));
    return Array.from(
      { length: count },
      (_, i) => own[Math.round(i * (own.length - 1) / (count - 1))],
    );
  };
}
