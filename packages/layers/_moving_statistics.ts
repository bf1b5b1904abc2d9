import type {
  BatchStatisticsTensors,
  NormalizationSites,
  SiteName,
  StatisticsTensors,
} from "@bnlstm/core";
import type { GateOrderName } from "@bnlstm/core/gates";
import { SITE_NAMES, siteFeatures } from "@bnlstm/core/kernels";
import {
  add,
  cast,
  div,
  gatherND,
  greaterEqual,
  max,
  maximum,
  minimum,
  mul,
  pad,
  range,
  reshape,
  slice,
  stack,
  sub,
  type Tensor,
  type Tensor1D,
  tensor1d,
  type Tensor2D,
  type Tensor3D,
  tidy,
  unstack,
} from "@tensorflow/tfjs-core";
import type { LayerVariable } from "@tensorflow/tfjs-layers";
import { DerivedTensors } from "./_derived_tensors.ts";
import { permuteGateBlocks } from "./_gate_blocks.ts";

/** Options of {@linkcode MovingStatistics}. */
export interface MovingStatisticsOptions {
  /** H. */
  units: number;
  /** T_max: number of steps with statistics of their own. */
  timeSteps: number;
  /** How each site is normalized. */
  sites: NormalizationSites;
  /** Weight of the old value at each update. */
  decay: number;
  /** Smallest share of all rows that must have reached a step for its statistics to be used. */
  minShare: number;
}

/** Adds a non-trainable weight to a layer, filled with one value. */
export type AddWeight = (name: string, shape: number[], value: number) => LayerVariable;

/**
 * Population statistics of a layer as weights: the moving averages of `record` in `@bnlstm/core/statistics`,
 * but computed on the backend, so that nothing has to wait for values and they are saved with the model. Before
 * the first update means are 0 and variances 1.
 */
export class MovingStatistics {
  readonly #options: MovingStatisticsOptions;
  readonly #tables: [SiteName, LayerVariable, LayerVariable][];
  /** Number of rows of data seen at each step `[T_max]`. */
  readonly #count: LayerVariable;
  /** 1 − decay^k after k updates of each step `[T_max]`. */
  readonly #weight: LayerVariable;
  readonly #population = new DerivedTensors<Record<string, Tensor3D>>();

  constructor(options: MovingStatisticsOptions, addWeight: AddWeight) {
    const { units, timeSteps, sites } = options;
    this.#options = options;
    this.#tables = SITE_NAMES.filter((site) => sites[site] !== "none").map((site) => {
      const shape = [sites[site] === "sequence" ? 1 : timeSteps, siteFeatures(site, units)];
      return [
        site,
        addWeight(`moving_mean_${site}`, shape, 0),
        addWeight(`moving_variance_${site}`, shape, 1),
      ];
    });
    this.#count = addWeight("moving_count", [timeSteps], 0);
    this.#weight = addWeight("moving_weight", [timeSteps], 0);
  }

  /** The weights, in the order in which they were added. */
  get weights(): LayerVariable[] {
    return [
      ...this.#tables.flatMap(([, mean, variance]) => [mean, variance]),
      this.#count,
      this.#weight,
    ];
  }

  /**
   * Updates the averages with one minibatch.
   *
   * @param time The step of the sequence at which the minibatch begins; steps from T_max on are not recorded.
   */
  update({ active, sites }: BatchStatisticsTensors, time: number): void {
    const { timeSteps, decay } = this.#options;
    const steps = Math.min(active.length, timeSteps - time);
    this.#population.dispose();
    if (steps <= 0) return;
    tidy(() => {
      const rows = new Float32Array(timeSteps);
      rows.set(active.subarray(0, steps), time);
      const weight = this.#weight.read() as Tensor1D;
      const reached = tensor1d(rows.map((n) => n > 0 ? 1 - decay : 0));
      const newWeight = add(weight, mul(reached, sub(1, weight))) as Tensor1D;
      // 1 at the first update of a step, 1 − decay in the long run, 0 where there are no rows.
      const rate = div(reached, maximum(newWeight, 1 - decay)) as Tensor1D;
      for (const [site, mean, variance] of this.#tables) {
        const batch = unstack(inOrder(site, sites[site]!, "paper", "keras")) as Tensor2D[];
        const step = this.#options.sites[site] === "sequence"
          ? reshape(slice(rate, [0], [1]), [1, 1])
          : reshape(rate, [timeSteps, 1]);
        for (const [i, moving] of [mean, variance].entries()) {
          const seen = moving.shape[0] === 1 ? batch[i] : pad(
            slice(batch[i], [0, 0], [steps, -1]),
            [[time, timeSteps - time - steps], [0, 0]],
          );
          moving.write(add(mul(moving.read(), sub(1, step)), mul(seen, step)));
        }
      }
      this.#weight.write(newWeight);
      this.#count.write(add(this.#count.read(), tensor1d(rows)));
    });
  }

  /**
   * The statistics of steps `time … time + timeSteps − 1`; beyond the last usable step, those of that step
   * (docs/rules.md#r4).
   */
  population(time: number, timeSteps: number): StatisticsTensors {
    const sources = this.weights.map((weight) => weight.read());
    return this.#population.get(sources, `${time} ${timeSteps}`, () => {
      const rows = this.#rowsOf(time, timeSteps);
      return Object.fromEntries(this.#tables.map(([site, mean, variance]) => {
        const tables = [mean, variance].map((moving) =>
          this.#options.sites[site] === "sequence" ? moving.read() : gatherND(moving.read(), rows)
        );
        return [site, inOrder(site, stack(tables) as Tensor3D, "keras", "paper")];
      }));
    });
  }

  /** Frees tensors that are not weights. */
  dispose(): void {
    this.#population.dispose();
  }

  /** The row of the tables to use for each step `[timeSteps, 1]`. */
  #rowsOf(time: number, timeSteps: number): Tensor2D {
    const count = this.#count.read();
    const enough = maximum(mul(slice(count, [0], [1]), this.#options.minShare), 1);
    const numbers = range(0, count.size, 1, "float32");
    // The last step that enough rows have reached; 0 before the first update.
    const last = max(mul(numbers, cast(greaterEqual(count, enough), "float32")));
    const rows = minimum(range(time, time + timeSteps, 1, "float32"), last);
    return reshape(cast(rows, "int32"), [timeSteps, 1]);
  }
}

/** Reorders the gates of a table, if it has gates. */
function inOrder<T extends Tensor>(
  site: SiteName,
  table: T,
  from: GateOrderName,
  to: GateOrderName,
): T {
  return site === "cell" ? table : permuteGateBlocks(table, from, to);
}
