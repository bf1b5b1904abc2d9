import { openTable } from "@bnlstm/data/tables";
import { readSequences, type Sequence } from "@bnlstm/data/sequences";
import { LoadedModel } from "@bnlstm/train";
import { blameInput } from "../blame_input.ts";
import { useBackend } from "../backend/use_backend.ts";
import { InputError } from "../input_error.ts";
import { locateCheckpoint } from "../run/locate_checkpoint.ts";
import { openFile } from "../run/open_file.ts";
import { PredictionWriter } from "../run/prediction_writer.ts";
import { readCheckpoint } from "../run/read_checkpoint.ts";
import { complain } from "../terminal/complain.ts";

/** Options of the command `predict`. */
export interface PredictOptions {
  /** File to write to. Default: standard output. */
  output?: string;
  /** How predictions are written. */
  format?: "csv" | "jsonl";
  /** Whether each step is predicted. */
  everyStep?: boolean;
  /** Whether the first record names the columns. */
  header: "guess" | "present" | "absent";
  /** Name of the backend. Default: that of the run. */
  backend?: string;
}

/** Sequences computed at a time. */
const AT_A_TIME = 64;
/** Files of fewer bytes are read whole, so that rows of a sequence may be anywhere in them. */
const SMALL = 1 << 28;

/** Predicts the sequences of a file, and writes what the model answers. */
export async function predict(
  path: string,
  file: string,
  { output, format, everyStep = false, header, backend }: PredictOptions,
): Promise<void> {
  const checkpoint = await readCheckpoint(await locateCheckpoint(path));
  const { config: { task, backend: trainedOn }, data: { reading } } = checkpoint;
  if (!reading) {
    throw new InputError(`Cannot predict with ${path}: task ${task} does not read files of yours`);
  }
  const source = await openFile(file);
  await useBackend(backend ?? trainedOn);
  const model = await blameInput(() => LoadedModel.of(checkpoint));
  const { size = Infinity } = source;
  const sequences = await blameInput(async () =>
    readSequences(
      await openTable(source, header === "guess" ? {} : { header: header === "present" }),
      reading.roles,
      {
        labeled: false,
        refuseMissing: reading.encoding.missing === "refuse",
        scattered: size < SMALL,
      },
    )
  );
  const form = format ?? (output?.endsWith(".jsonl") ? "jsonl" : "csv");
  const writer = await PredictionWriter.open(output, form, model, { everyStep, reading });
  try {
    for await (const some of inGroups(sequences)) {
      const predictions = await blameInput(() => model.predictRead(some, everyStep));
      await writer.write(some, predictions);
    }
  } catch (error) {
    // Whoever reads has had enough, as `head` has.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  } finally {
    writer.close();
    model.dispose();
  }
  for (const [feature, counts] of model.unseen) {
    const some = [...counts].slice(0, 5).map(([value, count]) =>
      `${JSON.stringify(value)} ${count}`
    );
    complain(
      `${feature} has values that training lacks, and that tell the model nothing: ${
        some.join(", ")
      }` +
        (counts.size > 5 ? ` and ${counts.size - 5} more` : ""),
    );
  }
  if (output !== undefined) console.log(`${writer.sequences} sequences predicted, see ${output}`);
}

async function* inGroups(sequences: AsyncGenerator<Sequence>): AsyncGenerator<Sequence[]> {
  let some: Sequence[] = [];
  for (;;) {
    const { done, value } = await blameInput(() => sequences.next());
    if (done) break;
    some.push(value);
    if (some.length === AT_A_TIME) {
      yield some;
      some = [];
    }
  }
  if (some.length > 0) yield some;
}
