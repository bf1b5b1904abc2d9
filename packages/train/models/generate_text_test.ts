import { Alphabet } from "@bnlstm/data";
import { describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { CharacterModel } from "./character_model.ts";
import { estimatePopulation } from "../loop/estimate_population.ts";
import { tinyText, tinyTextConfig } from "../fixtures/tiny_text.ts";
import { generateText, type GenerateTextOptions } from "./generate_text.ts";

await setBackend("cpu");
const data = tinyText();
const symbols = data.shape.symbols!;
const config = tinyTextConfig({ model: { layers: 2, gamma: 1 } });
const model = CharacterModel.create(config, data.shape);
const statistics = await estimatePopulation(model, data, config);

async function write(options: Partial<GenerateTextOptions>): Promise<string> {
  let text = "";
  const all = { statistics, symbols, length: 30, ...options };
  for await (const symbol of generateText(model, all)) text += symbol;
  return text;
}

/** The most probable continuation, with the whole text read anew for each symbol. */
async function mostProbable(prompt: string, length: number): Promise<string> {
  const alphabet = new Alphabet(symbols);
  let text = prompt;
  for (let i = 0; i < length; i++) {
    const ids = Int32Array.from(alphabet.encode(text).ids);
    let state, logits;
    for (const id of ids) ({ state, logits } = model.step(Int32Array.of(id), statistics, state));
    const values = await logits!.data();
    text += symbols[values.indexOf(Math.max(...values))];
  }
  return text.slice(prompt.length);
}

describe("generateText()", () => {
  it("writes the most probable text at temperature 0 and with topK 1", async () => {
    const expected = await mostProbable("a bad ", 12);
    assert.equal(await write({ prompt: "a bad ", length: 12, temperature: 0 }), expected);
    assert.equal(await write({ prompt: "a bad ", length: 12, topK: 1, seed: 9 }), expected);
  });

  it("writes the same for the same seed, something else for another", async () => {
    const [first, again, other] = [await write({}), await write({}), await write({ seed: 1 })];
    assert.equal(first.length, 30);
    assert.equal(again, first);
    assert.notEqual(other, first);
  });

  it("begins with its first symbol where there is no prompt, and remembers the prompt", async () => {
    assert.equal(await write({}), await write({ prompt: symbols[0] }));
    assert.notEqual(await write({ prompt: "bad" }), await write({ prompt: "cab had a bad" }));
  });

  it("refuses a prompt with symbols that the model does not know, and names them", async () => {
    await assert.rejects(
      write({ prompt: "a żab: ż" }),
      new RangeError('Cannot continue the prompt: the model does not know "ż", ":"'),
    );
  });

  it("holds no tensors afterwards, also when it is stopped early", async () => {
    const before = memory().numTensors;
    await write({ prompt: "a bad cab" });
    for await (const _ of generateText(model, { statistics, symbols })) {
      assert.ok(memory().numTensors > before);
      break;
    }
    assert.equal(memory().numTensors, before);
  });
});
