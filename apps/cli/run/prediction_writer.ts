import { OutputFile } from "./output_file.ts";

/** How answers are laid out on a line. */
export interface AnswerLayout<Answer> {
  /** Names of the columns of CSV. */
  heads: readonly string[];
  /** An answer as the values of these columns. */
  cells(answer: Answer): readonly (string | number)[];
  /** An answer as an object of JSON. */
  record(answer: Answer): object;
}

/** How answers are written. */
export type AnswerFormat = "csv" | "jsonl";

/** Writes answers, one per line, as CSV or JSON Lines. */
export class PredictionWriter<Answer> implements Disposable {
  /** Answers written so far. */
  answers = 0;
  readonly #file: OutputFile | undefined;
  readonly #format: AnswerFormat;
  readonly #layout: AnswerLayout<Answer>;

  private constructor(
    file: OutputFile | undefined,
    format: AnswerFormat,
    layout: AnswerLayout<Answer>,
  ) {
    this.#file = file;
    this.#format = format;
    this.#layout = layout;
    if (format === "csv") this.#put(line(layout.heads));
  }

  /**
   * Opens what is written to.
   *
   * @param path A file. Default: standard output.
   * @param inputs Files that are read, none of which it may be.
   * @param format How answers are written. Default: by the ending of the path.
   * @throws {InputError} If the file cannot be written.
   */
  static async open<Answer>(
    path: string | undefined,
    inputs: readonly string[],
    format: AnswerFormat | undefined,
    layout: AnswerLayout<Answer>,
  ): Promise<PredictionWriter<Answer>> {
    const file = path === undefined ? undefined : await OutputFile.open(path, inputs);
    const form = format ?? (path?.endsWith(".jsonl") ? "jsonl" : "csv");
    return new PredictionWriter(file, form, layout);
  }

  /** Writes some answers. */
  write(answers: readonly Answer[]): void {
    const { cells, record } = this.#layout;
    this.#put(
      answers.map((answer) =>
        this.#format === "csv" ? line(cells(answer)) : JSON.stringify(record(answer)) + "\n"
      ).join(""),
    );
    this.answers += answers.length;
  }

  /** Says that all answers are written: only then does the file have its name. */
  async complete(): Promise<void> {
    await this.#file?.complete();
  }

  /** Closes the file. One that is not complete is removed. */
  [Symbol.dispose](): void {
    this.#file?.[Symbol.dispose]();
  }

  #put(text: string): void {
    const bytes = new TextEncoder().encode(text);
    if (this.#file) this.#file.write(bytes);
    else for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
  }
}

/** Values as a line of CSV. */
function line(values: readonly (string | number)[]): string {
  const cells = values.map((value) => {
    const text = String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return cells.join(",") + "\n";
}
