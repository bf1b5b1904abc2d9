import { decodeCheckpoint, LoadedModel } from "@bnlstm/train";
import { modelOf } from "../../client/model_in_use.ts";
import { currentText } from "../characters/load_text.ts";
import { type SampleOptions, sampleText, textSurprise } from "../characters/use_text_model.ts";
import { readImage, testDigit } from "../digits/read_image.ts";
import { textGradients } from "../lengths/text_gradients.ts";
import { frozenLoss } from "../statistics/frozen_loss.ts";
import type { TextClass } from "./classify_text.tsx";

/** Classes of a text that are told. */
const CLASSES = 5;

/** What can be done with the model of a checkpoint, by task; the engine comes with it. */
// deno-lint-ignore explicit-module-boundary-types -- It is what each of the functions says.
export async function useModel(bytes: Uint8Array, assets: string) {
  const inUse = await modelOf(bytes, assets);
  return {
    sample: (options: SampleOptions) => sampleText(inUse, options),
    surprise: (text: string) => textSurprise(inUse, text),
    frozenLoss: async (tMax: number | undefined) =>
      await frozenLoss(inUse, await currentText(assets), tMax),
    readDigit: (sums: number[]) => readImage(inUse, sums),
    testDigit: (index: number) => testDigit(index, assets),
    textGradients: async (texts: readonly string[], minShare: number) =>
      await textGradients(await decodeCheckpoint(bytes), texts, minShare),
    /** The most probable classes of a text. */
    async classify(text: string): Promise<TextClass[]> {
      const loaded = LoadedModel.of(await decodeCheckpoint(bytes));
      const [{ probabilities }] = await loaded.predict([text]);
      const classes = loaded.classes.map((name, i): TextClass => [name, probabilities[i]]);
      loaded.dispose();
      return classes.sort(([, a], [, b]) => b - a).slice(0, CLASSES);
    },
  };
}
