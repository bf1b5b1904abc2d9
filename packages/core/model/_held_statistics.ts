import { dispose, keep } from "@tensorflow/tfjs-core";
import type { StatisticsTensors } from "../op/op_types.ts";
import { statisticsTensors } from "../op/_statistics_tensors.ts";
import { effectiveTimeSteps } from "../stats/effective_time_steps.ts";
import type { StatisticsStore } from "../stats/statistics_store.ts";
import { tableRows } from "../stats/tables.ts";

/** Rows of a store as tensors. */
interface Entry {
  store: StatisticsStore;
  /** Number of rows that there are in the store. */
  rows: number;
  first: number;
  end: number;
  tensors: StatisticsTensors;
}

/**
 * The population statistics each cell of a model was last normalized with, as tensors that stay on the backend:
 * to convert and copy those of many steps takes as long as a fifth of a small layer's inference.
 *
 * A store is a value that nothing changes (docs/rules.md#r11). So the same store has the same tensors, and an
 * update is another store.
 */
export class HeldStatistics {
  readonly #entries = new Map<string, Entry>();
  readonly #hiddenSize: number;

  /** @param hiddenSize H of the model. */
  constructor(hiddenSize: number) {
    this.#hiddenSize = hiddenSize;
  }

  /**
   * The statistics of a cell from step `time` on, for at least `timeSteps` steps; `undefined` if the store is
   * empty. They belong to this object.
   *
   * @throws {TypeError} If the size of a table does not fit.
   * @throws {RangeError} If a mean or variance is out of range.
   */
  get(
    cell: string,
    store: StatisticsStore,
    time: number,
    timeSteps: number,
  ): StatisticsTensors | undefined {
    const entry = this.#entries.get(cell), same = entry?.store === store;
    const rows = same ? entry.rows : effectiveTimeSteps(store);
    if (rows === 0) return undefined;
    // The last row serves every later step (docs/rules.md#r4).
    const first = Math.min(time, rows - 1), end = Math.min(time + timeSteps, rows);
    if (same && entry.first === first && entry.end >= end) return entry.tensors;
    const tensors = statisticsTensors(tableRows(store, first, end), this.#hiddenSize);
    Object.values(tensors).forEach(keep);
    if (entry) dispose(entry.tensors);
    this.#entries.set(cell, { store, rows, first, end, tensors });
    return tensors;
  }

  /** Frees the tensors. */
  dispose(): void {
    for (const { tensors } of this.#entries.values()) dispose(tensors);
    this.#entries.clear();
  }
}
