import { openTable } from "@bnlstm/data/tables";
import { readSequences } from "@bnlstm/data/sequences";
import { blameInput, InputError } from "../input_error.ts";
import { useBackend } from "../backend/use_backend.ts";
import type { Answers } from "../run/answers.ts";
import { classAnswers } from "../run/class_answers.ts";
import { forecastAnswers } from "../run/forecast_answers.ts";
import { locateCheckpoint, readCheckpoint } from "../run/read_checkpoint.ts";
import { openFile, SMALL_FILE } from "../run/open_file.ts";
import { type AnswerFormat, PredictionWriter } from "../run/prediction_writer.ts";

/** Options of the command `predict`. */
export interface PredictOptions {
  /** File to write to. Default: standard output. */
  output?: string;
  /** Format in which predictions are written. Default: by the extension of the file. */
  format?: AnswerFormat;
  /** Whether each step is predicted. */
  everyStep?: boolean;
  /** Whether the first record names the columns. */
  header: "guess" | "present" | "absent";
  /** Name of the backend. Default: that of the run. */
  backend?: string;
}

/** Number of sequences computed at a time. */
const AT_A_TIME = 64;

/** Predicts the sequences of a file, and writes the predictions. */
export async function predict(
  path: string,
  file: string,
  { output, format, everyStep = false, header, backend }: PredictOptions,
): Promise<void> {
  const model = await locateCheckpoint(path);
  const checkpoint = await readCheckpoint(model);
  const { config: { task, backend: trainedOn }, data: { reading } } = checkpoint;
  if (!reading) {
    throw new InputError(`Cannot predict with ${path}: task ${task} does not read your own files`);
  }
  const source = await openFile(file);
  await useBackend(backend ?? trainedOn);
  const answers: Answers<unknown> = await blameInput(() =>
    (reading.forecast ? forecastAnswers : classAnswers)(checkpoint, everyStep)
  );
  using writer = await PredictionWriter.open(output, [file, model], format, answers.layout);
  const { size = Infinity } = source;
  const sequences = await blameInput(async () =>
    readSequences(
      await openTable(source, header === "guess" ? {} : { header: header === "present" }),
      reading.roles,
      {
        labeled: false,
        refuseMissing: reading.encoding.missing === "refuse",
        scattered: size < SMALL_FILE,
      },
    )
  );
  try {
    for await (const some of inGroups(sequences)) {
      writer.write(await blameInput(() => answers.of(some)));
    }
    await writer.complete();
  } finally {
    answers.end();
  }
  if (output !== undefined) {
    console.log(`${writer.answers} prediction${writer.answers === 1 ? "" : "s"} in ${output}`);
  }
}

async function* inGroups<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item[]> {
  let some: Item[] = [];
  for (;;) {
    const { done, value } = await blameInput(() => items.next());
    if (done) break;
    some.push(value);
    if (some.length === AT_A_TIME) {
      yield some;
      some = [];
    }
  }
  if (some.length > 0) yield some;
}
