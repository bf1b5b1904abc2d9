import type { Sequence } from "@bnlstm/data/sequences";
import type { ClassPrediction, LoadedModel } from "@bnlstm/train";
import type { SequenceReading } from "@bnlstm/train/tasks";
import { InputError } from "../input_error.ts";

/** What predictions are about. */
export interface PredictionLayout {
  /** Whether there is one for each step. */
  everyStep: boolean;
  /** How the model reads files. */
  reading: SequenceReading;
}

/** Writes predictions, one a line, as CSV or JSON Lines. */
export class PredictionWriter {
  /** Sequences written so far. */
  sequences = 0;
  readonly #file: Deno.FsFile | undefined;
  readonly #format: "csv" | "jsonl";
  readonly #classes: readonly string[];
  readonly #everyStep: boolean;
  readonly #fold: number;
  readonly #id: string;

  private constructor(
    file: Deno.FsFile | undefined,
    format: "csv" | "jsonl",
    model: LoadedModel,
    { everyStep, reading }: PredictionLayout,
  ) {
    this.#file = file;
    this.#format = format;
    this.#classes = model.classes;
    this.#everyStep = everyStep;
    this.#fold = reading.encoding.fold;
    this.#id = reading.roles.sequence ?? "sequence";
    if (format === "csv") {
      const heads = [
        this.#id,
        ...everyStep ? ["step"] : [],
        "prediction",
        ...this.#classes.map((name) => `probability ${name}`),
      ];
      this.#put(heads.map(cell).join(",") + "\n");
    }
  }

  /**
   * Opens what is written to.
   *
   * @param path A file. Default: standard output.
   * @throws {InputError} If the file cannot be written.
   */
  static async open(
    path: string | undefined,
    format: "csv" | "jsonl",
    model: LoadedModel,
    layout: PredictionLayout,
  ): Promise<PredictionWriter> {
    const file = path === undefined ? undefined : await Deno.create(path).catch((cause) => {
      throw new InputError(`Cannot write ${path}: ${cause.message}`, { cause });
    });
    return new PredictionWriter(file, format, model, layout);
  }

  /** Writes the predictions of some sequences: of each one, or one for each step. */
  write(sequences: readonly Sequence[], predictions: readonly ClassPrediction[][]): void {
    let text = "";
    for (const [at, { id, length }] of sequences.entries()) {
      for (const [step, prediction] of predictions[at].entries()) {
        const last = Math.min(length, (step + 1) * this.#fold);
        text += this.#line(id, this.#everyStep ? last : undefined, prediction);
      }
    }
    this.#put(text);
    this.sequences += sequences.length;
  }

  /** Closes the file. */
  close(): void {
    this.#file?.close();
  }

  #line(id: string, step: number | undefined, { label, probabilities }: ClassPrediction): string {
    const rounded = Array.from(probabilities, (value) => Number(value.toFixed(6)));
    if (this.#format === "jsonl") {
      const byClass = Object.fromEntries(this.#classes.map((name, at) => [name, rounded[at]]));
      return JSON.stringify({ [this.#id]: id, step, prediction: label, probabilities: byClass }) +
        "\n";
    }
    return [id, ...step === undefined ? [] : [step], label, ...rounded].map(cell).join(",") + "\n";
  }

  #put(text: string): void {
    const bytes = new TextEncoder().encode(text);
    const file = this.#file ?? Deno.stdout;
    for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
  }
}

/** A value as CSV has it. */
function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
