import { InputError } from "../input_error.ts";
import { systemReason } from "../system_reason.ts";

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
export class PredictionWriter<Answer> {
  /** Answers written so far. */
  answers = 0;
  readonly #file: Deno.FsFile | undefined;
  readonly #format: AnswerFormat;
  readonly #layout: AnswerLayout<Answer>;

  private constructor(
    file: Deno.FsFile | undefined,
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
   * @param format How answers are written. Default: by the ending of the path.
   * @throws {InputError} If the file cannot be written.
   */
  static async open<Answer>(
    path: string | undefined,
    format: AnswerFormat | undefined,
    layout: AnswerLayout<Answer>,
  ): Promise<PredictionWriter<Answer>> {
    const file = path === undefined ? undefined : await Deno.create(path).catch((cause) => {
      throw new InputError(`Cannot write ${path}: ${systemReason(cause)}`, { cause });
    });
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

  /** Closes the file. */
  close(): void {
    this.#file?.close();
  }

  #put(text: string): void {
    const bytes = new TextEncoder().encode(text);
    const file = this.#file ?? Deno.stdout;
    for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
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
