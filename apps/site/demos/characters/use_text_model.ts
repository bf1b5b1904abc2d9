import { Alphabet, textWindows } from "@bnlstm/data";
import { generateText } from "@bnlstm/train";
import type { CharacterModel } from "@bnlstm/train/models";
import { logSoftmax, tidy } from "@tensorflow/tfjs-core";
import type { ModelInUse } from "../../client/model_in_use.ts";

/** How a text is continued. */
export interface SampleOptions {
  temperature: number;
  topK: number;
  length: number;
  seed: number;
}

/** Writes a text. */
export async function sampleText(
  { model, statistics, data: { symbols = [] } }: ModelInUse,
  options: SampleOptions,
): Promise<string> {
  const topK = Math.min(options.topK, symbols.length);
  const given = { ...options, topK, statistics, symbols };
  return (await Array.fromAsync(generateText(model as CharacterModel, given))).join("");
}

/** A character, and how many bits of surprise it was; those of the first cannot be told. */
export type Surprise = [character: string, bits: number | undefined];

/** How much each character of a text surprises the model that has read those before it. */
export async function textSurprise(
  { model, statistics, data: { symbols = [] } }: ModelInUse,
  text: string,
): Promise<Surprise[]> {
  const { ids } = new Alphabet(symbols).encode(text);
  const characters = [...text];
  if (ids.length < 2) return characters.map((character) => [character, undefined]);
  const windows = textWindows(ids, { symbols: symbols.length, windowLength: ids.length });
  const batch = windows.batch(new Int32Array(1));
  const scores = tidy(() =>
    logSoftmax((model as CharacterModel).predict(batch, { mode: "eval", statistics }).logits)
  );
  const values = await scores.data();
  scores.dispose();
  return characters.map((character, i) => {
    const id = ids[i];
    const known = i > 0 && id < symbols.length;
    const bits = -values[(i - 1) * symbols.length + id] / Math.LN2;
    return [character, known ? bits : undefined];
  });
}
