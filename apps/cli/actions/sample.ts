import { printable } from "../terminal/printable.ts";
import { CharacterModel } from "@bnlstm/train/models";
import { generateText, restoreModel, type SamplingOptions } from "@bnlstm/train";
import { blameInput, InputError } from "../input_error.ts";
import { locateCheckpoint, readCheckpoint } from "../run/read_checkpoint.ts";
import { useBackend } from "../backend/use_backend.ts";

/** Options of the command `sample`. */
export interface SampleOptions extends SamplingOptions {
  /** The beginning of the text. */
  prompt: string;
  /** Number of characters to write. */
  length: number;
  /** Seed of the choices. */
  seed: number;
  /** Statistics to normalize with; those of a pass over the training set if the checkpoint has any. */
  statistics?: "population" | "moving-average";
  /** Name of the backend. Default: that of the run. */
  backend?: string;
}

/** Continues a text with a character model, and prints it as it is generated. */
export async function sample(
  path: string,
  { statistics: source, backend, ...options }: SampleOptions,
): Promise<void> {
  const checkpoint = await readCheckpoint(await locateCheckpoint(path));
  const { config, data: { symbols }, statistics, population } = checkpoint;
  if (source === "population" && population === undefined) {
    throw new InputError(
      `Cannot sample ${path}: it has no statistics from a pass over the training set, which a run makes at its end`,
    );
  }
  await useBackend(backend ?? config.backend);
  const model = restoreModel(checkpoint);
  if (!(model instanceof CharacterModel) || symbols === undefined) {
    throw new InputError(`Cannot sample ${path}: task ${config.task} does not write text`);
  }
  const text = generateText(model, {
    ...options,
    symbols,
    statistics: source === "moving-average" ? statistics : population ?? statistics,
  });
  const encoder = new TextEncoder();
  // A terminal must not interpret symbols of an untrusted model; a file gets them unchanged.
  const shown = Deno.stdout.isTerminal() ? printable : (text: string) => text;
  const write = (text: string) => Deno.stdout.writeSync(encoder.encode(shown(text)));
  let next = await blameInput(() => text.next());
  write(options.prompt);
  for (; !next.done; next = await text.next()) write(next.value);
  write("\n");
}
