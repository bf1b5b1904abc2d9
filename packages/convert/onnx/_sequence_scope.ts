import type { StepTable } from "../_fold_statistics.ts";
import type { GraphBuilder } from "./_graph_builder.ts";

/**
 * Sizes, steps and lengths of one call, as values of the graph that all cells share. Each is added when it is
 * first needed.
 */
export class SequenceScope {
  readonly #graph: GraphBuilder;
  readonly #x: string;
  readonly #lengths?: string;
  readonly #time?: string;
  readonly #made = new Map<string, string>();

  /**
   * @param x Name of the sequences `[T, B, I]`.
   * @param lengths Name of the lengths `[B]`, int32, if there are any.
   * @param time Name of the number of previous steps, int32, if there is one.
   */
  constructor(graph: GraphBuilder, x: string, lengths?: string, time?: string) {
    this.#graph = graph;
    this.#x = x;
    this.#lengths = lengths;
    this.#time = time;
  }

  /** The given lengths, int32. */
  get lengths(): string | undefined {
    return this.#lengths;
  }

  /** A row for each row of the batch `[B, H]`, all of them the same. */
  repeated(row: Float32Array): string {
    const shape = this.#graph.add("Concat", [this.#size(1), this.#graph.whole(row.length)], {
      axis: 0,
    });
    return this.#graph.add("Expand", [this.#graph.constant(row), shape]);
  }

  /** `start` at the beginning of a sequence, `given` if it continues. */
  atStart(start: string, given: string): string {
    const isStart = this.#once(
      "start",
      (graph) => graph.add("Equal", [this.#time!, graph.constant(Int32Array.of(0), [])]),
    );
    return this.#graph.add("Where", [isStart, start, given]);
  }

  /** Which steps of which rows are not padding `[T, B, 1]`, bool; absent without lengths. */
  get active(): string | undefined {
    const lengths = this.#lengths;
    if (lengths === undefined) return undefined;
    return this.#once("active", (graph) => {
      const steps = graph.add("Unsqueeze", [this.#steps(), graph.whole(1, 2)]);
      const ends = graph.add("Unsqueeze", [this.#longLengths(), graph.whole(0, 2)]);
      return graph.add("Less", [steps, ends]);
    });
  }

  /** Sequences `[T, B, …]` with the unpadded part of each row reversed. */
  reversed(sequences: string): string {
    return this.#graph.add("ReverseSequence", [sequences, this.#longLengths()], {
      time_axis: 0,
      batch_axis: 1,
    });
  }

  /** `[T, features]`: the row of a table for each step; `[features]` if it has one row only. */
  rows({ rows, features, values }: StepTable): string {
    const table = this.#graph.constant(values, rows === 1 ? [features] : [rows, features]);
    return rows === 1 ? table : this.#graph.add("Gather", [table, this.#tableRows(rows)]);
  }

  /** `rows` for use with `[T, B, features]`. */
  rowsOfSequences(table: StepTable): string {
    const rows = this.rows(table);
    return table.rows === 1 ? rows : this.#graph.add("Unsqueeze", [rows, this.#graph.whole(1)]);
  }

  #tableRows(rows: number): string {
    return this.#once(`rows ${rows}`, (graph) => {
      const steps = this.#time === undefined
        ? this.#steps()
        : graph.add("Add", [this.#steps(), this.#long(this.#time)]);
      return graph.add("Min", [steps, graph.whole(rows - 1)]);
    });
  }

  /** 0 … T − 1. */
  #steps(): string {
    return this.#once("steps", (graph) => {
      const [zero, one] = [0n, 1n].map((n) => graph.constant(BigInt64Array.of(n), []));
      const count = graph.add("Squeeze", [this.#size(0), graph.whole(0)]);
      return graph.add("Range", [zero, count, one]);
    });
  }

  #longLengths(): string {
    return this.#once("lengths", (graph) => {
      if (this.#lengths !== undefined) return this.#long(this.#lengths);
      return graph.add("Expand", [this.#size(0), this.#size(1)]);
    });
  }

  /** T or B `[1]`. */
  #size(axis: 0 | 1): string {
    return this.#once(`size ${axis}`, (graph) => {
      const shape = this.#once("shape", () => graph.add("Shape", [this.#x]));
      return graph.add("Gather", [shape, graph.whole(axis)]);
    });
  }

  #long(value: string): string {
    return this.#graph.add("Cast", [value], { to: 7 });
  }

  #once(key: string, make: (graph: GraphBuilder) => string): string {
    const made = this.#made.get(key) ?? make(this.#graph);
    this.#made.set(key, made);
    return made;
  }
}
