import { Alphabet, loadTextFile, textWindows } from "@bnlstm/data";
import { generateText, type RunConfig, type TaskData } from "@bnlstm/train";
import type { CharacterModel } from "@bnlstm/train/models";
import { characterTaskData } from "@bnlstm/train/tasks";
import { logSoftmax } from "@tensorflow/tfjs-core";
import { fetchData } from "../../client/fetch_data.ts";
import { type OpenRequest, TrainingSession } from "../../client/training_session.ts";
import { answerPage } from "../../client/worker_calls.ts";

/** What was pasted; the text of the site when absent. */
let pasted: string | undefined;
let symbols: readonly string[] = [];
const session = new TrainingSession(loadText);

const answers = {
  open: (request: OpenRequest) => session.open(request),
  play: (until?: number) => session.play(until),
  pause: () => session.pause(),
  checkpoint: () => session.checkpoint(),
  digest: () => session.digest(),
  restore: (bytes: Uint8Array, assets: string) => session.restore(bytes, assets),
  /** Takes another text, for the next run. */
  paste(text: string | undefined): void {
    pasted = text;
  },
  /** The text that is learned from. */
  text: (assets: string) => currentText(assets),
  sample,
  surprise,
};

/** What the worker of the characters answers. */
export type CharacterAnswers = typeof answers;

answerPage(answers);

async function currentText(assets: string): Promise<string> {
  return pasted ?? new TextDecoder().decode(await fetchData("text", assets));
}

/** The text as the command would read it from a file. */
async function loadText(config: RunConfig, assets: string): Promise<TaskData<unknown>> {
  const url = URL.createObjectURL(new Blob([await currentText(assets)]));
  try {
    const corpus = await loadTextFile(url);
    symbols = corpus.alphabet.symbols;
    const { data } = config as RunConfig<"character-lm">;
    return characterTaskData(corpus, data) as TaskData<unknown>;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** How a text is continued. */
export interface SampleOptions {
  temperature: number;
  topK: number;
  length: number;
  seed: number;
}

/** Writes a text with what was learned so far. */
function sample(options: SampleOptions): Promise<string> {
  return session.still(async () => {
    const { statistics } = await session.run.checkpoint();
    const topK = Math.min(options.topK, symbols.length);
    const text = generateText(session.run.model as CharacterModel, {
      ...options,
      topK,
      statistics,
      symbols,
    });
    return (await Array.fromAsync(text)).join("");
  });
}

/** A character, and how many bits of surprise it was; those of the first cannot be told. */
export type Surprise = [character: string, bits: number | undefined];

/** How much each character of a text surprises the model that has read those before it. */
function surprise(text: string): Promise<Surprise[]> {
  return session.still(async () => {
    const { statistics } = await session.run.checkpoint();
    const { ids } = new Alphabet(symbols).encode(text);
    const characters = [...text];
    if (ids.length < 2) return characters.map((character) => [character, undefined]);
    const windows = textWindows(ids, { symbols: symbols.length, windowLength: ids.length });
    const { logits } = (session.run.model as CharacterModel).predict(
      windows.batch(new Int32Array(1)),
      { mode: "eval", statistics },
    );
    const scores = logSoftmax(logits);
    const values = await scores.data();
    scores.dispose();
    logits.dispose();
    return characters.map((character, i) => {
      const id = ids[i];
      const known = i > 0 && id < symbols.length;
      const bits = -values[(i - 1) * symbols.length + id] / Math.LN2;
      return [character, known ? bits : undefined];
    });
  });
}
