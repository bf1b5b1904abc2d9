import { InvalidRangeError, type ModelState, type ModelStatistics } from "@bnlstm/core";
import { uniformSource } from "@bnlstm/core/initializers";
import { Alphabet } from "@bnlstm/data";
import {
  checker,
  instance,
  list,
  optional,
  record,
  seed as seedRule,
  string,
  whole,
} from "@bnlstm/data/arguments";
import { dispose, type TensorContainer } from "@tensorflow/tfjs-core";
import { STATISTICS } from "../loop/_rules.ts";
import { CharacterModel } from "./character_model.ts";
import { sampleSymbol, SAMPLING, type SamplingOptions } from "./sample_symbol.ts";

/** Options of {@linkcode generateText}. */
export interface GenerateTextOptions extends SamplingOptions {
  /** Population statistics of the model. */
  statistics: ModelStatistics;
  /** The symbol that each number stands for, as kept in checkpoints. */
  symbols: readonly string[];
  /** The beginning of the text. Default, also if empty: the first symbol of the model, such as a line end. */
  prompt?: string;
  /** Number of symbols to generate. Default: without end. */
  length?: number;
  /** Seed of the choices: the same text for the same seed. Default: 0. */
  seed?: number;
}

/**
 * Continues a text symbol by symbol, one step of one row at a time. Symbols are yielded as soon as they are
 * drawn; the prompt is not repeated.
 *
 * @throws {RangeError} Before the first symbol, if the prompt has symbols that the model does not know, or an
 *   option is out of range.
 */
export async function* generateText(
  model: CharacterModel,
  options: GenerateTextOptions,
): AsyncGenerator<string, void, undefined> {
  check({ model, options });
  const { statistics, symbols, prompt = "", length = Infinity, seed = 0, ...sampling } = options;
  const { inputSize } = model.lstm.options;
  if (symbols.length !== inputSize) {
    throw new InvalidRangeError(
      `Cannot generate text: there must be ${inputSize} symbols, got ${symbols.length}`,
    );
  }
  const { ids, unseen } = new Alphabet(symbols).encode(prompt || symbols[0]);
  if (unseen.size > 0) {
    const names = [...unseen.keys()].map((symbol) => JSON.stringify(symbol)).join(", ");
    throw new InvalidRangeError(`Cannot continue the prompt: the model does not know ${names}`);
  }
  const random = uniformSource(seed);
  let state: ModelState | undefined;
  const read = (id: number) => {
    const { logits, state: next } = model.step(Int32Array.of(id), statistics, state);
    dispose(state as unknown as TensorContainer);
    state = next;
    return logits;
  };
  try {
    for (const id of ids.subarray(0, -1)) read(id).dispose();
    let last = ids.at(-1)!;
    for (let generated = 0; generated < length; generated++) {
      const logits = read(last);
      const values = await logits.data();
      logits.dispose();
      last = sampleSymbol(values, sampling, random);
      yield symbols[last];
    }
  } finally {
    dispose(state as unknown as TensorContainer);
  }
}

const check = checker("generate text", {
  model: instance(CharacterModel),
  options: record({
    statistics: STATISTICS,
    symbols: list(string, 1),
    prompt: optional(string),
    length: optional(whole(0, Infinity)),
    seed: optional(seedRule),
    ...SAMPLING,
  }),
});
