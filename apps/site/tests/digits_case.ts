import { decodeCheckpoint } from "@bnlstm/train";
import { it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { CommandProcess } from "../../cli/fixtures/command_process.ts";
import { parameterDigest } from "../client/parameter_digest.ts";
import { type BuiltSite, whileQuick } from "./built_site.ts";

/** A run of a second. */
const SMALL =
  "model.hiddenSize=16&training.batchSize=16&data.trainExamples=320&data.validExamples=50&data.testExamples=50";

/** Declares the tests of the demo of digits. */
export function testDigits(site: BuiltSite): void {
  it("digits: batch normalization learns where the plain LSTM does not, and reads a digit", async () => {
    const opened = await site.open(
      "digits/#training.steps=75",
    );
    const { page, context, problems, requests } = opened;
    await page.getByRole("button", { name: "One update" }).click();
    await page.getByText("1 of 75 updates").first().waitFor();
    const before = requests.length;
    await whileQuick(opened, async () => {
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByText("75 of 75 updates").first().waitFor();
      await page.locator(".digest code").nth(1).waitFor();
    });
    const [bn, plain] = (await page.locator(".scores dd").allInnerTexts()).map(parseFloat);
    assert.ok(bn >= 35, `BN-LSTM ${bn} %`);
    assert.ok(plain <= 30, `plain LSTM ${plain} %`);
    await page.getByRole("button", { name: "Take one from the test set" }).click();
    await page.locator(".probabilities tbody tr").nth(9).waitFor();
    // By keyboard: a stroke downwards, as in a one.
    await page.locator(".pad canvas").focus();
    await page.keyboard.press("Space");
    for (let i = 0; i < 16; i++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await page.getByText("The test set says").waitFor({ state: "detached" });
    await page.locator(".probabilities td.best").first().waitFor();
    assert.deepEqual(requests.slice(before), [], "nothing leaves the page");
    assert.deepEqual(problems, []);
    await context.close();
  });

  it("digits: a link gives what the command gives, to the bit, and checkpoints go both ways", async () => {
    const { page, context } = await site.open(`digits/#${SMALL}&step=8`);
    await page.locator(".digest code").nth(1).waitFor();
    const digests = await page.locator(".digest code").allInnerTexts();
    await page.getByText("The same on the command line").click();
    const commands = (await page.locator(".share pre").innerText()).split("\n\n");
    const folder = await Deno.makeTempDir();
    try {
      for (const [i, command] of commands.entries()) {
        const words = command.replaceAll("\\\n", "").split(/\s+/);
        assert.deepEqual(words.slice(0, 3), ["deno", "task", "train"]);
        const run = `${folder}/${i}`;
        const { status, stderr } = await CommandProcess.run(...words.slice(2), "--run-dir", run);
        assert.equal(status, 0, stderr);
        const { parameters } = await decodeCheckpoint(
          await Deno.readFile(`${run}/last.safetensors`),
        );
        assert.equal(await parameterDigest(parameters), digests[i]);
      }
      const [saved] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Save the BN-LSTM" }).click(),
      ]);
      const file = `${folder}/saved.safetensors`;
      await saved.saveAs(file);
      const { status, stdout, stderr } = await CommandProcess.run("eval", file);
      assert.equal(status, 0, stderr);
      assert.match(stdout, /accuracy/);

      await page.goto(new URL("../checkpoint/", page.url()).href);
      await page.locator("#demo[data-live]").waitFor();
      const input = page.locator("input[type=file]");
      await input.setInputFiles(file);
      await page.locator(".facts").getByText(digests[0]).waitFor();
      assert.ok(await page.locator(".chart path.line").count() >= 8);
      await page.getByRole("button", { name: "Take one from the test set" }).click();
      await page.locator(".probabilities td.best").waitFor();
      await page.getByText("there is no batch of different lengths to show").waitFor();
      const bytes = await Deno.readFile(file);
      bytes[bytes.length - 1] ^= 1;
      const name = "altered.safetensors";
      await input.setInputFiles({ name, mimeType: "", buffer: Buffer.from(bytes) });
      await page.getByText("Cannot read checkpoint: the file was altered").waitFor();
      await input.setInputFiles({ name, mimeType: "", buffer: Buffer.from("no such thing") });
      await page.getByText("Cannot read checkpoint: ").waitFor();
    } finally {
      await Deno.remove(folder, { recursive: true });
      await context.close();
    }
  });

  it("digits: names what is wrong with a link", async () => {
    const { page, context } = await site.open("digits/#model.gama=1");
    await page.getByText("Cannot use model.gama: task sequential-mnist has no such setting")
      .waitFor();
    await page.goto(page.url().replace(/#.*/, "#model.hiddenSize=-1"));
    await page.reload();
    await page.getByRole("button", { name: "Train" }).click();
    await page.getByText("Cannot use model.hiddenSize = -1").first().waitFor();
    await context.close();
  });
}
