import { DEFAULT_MIN_SHARE, SITE_NAMES, siteFeatures } from "@bnlstm/core/kernels";
import type { StatisticsTables } from "@bnlstm/core";
import { referenceBackward, referenceForward, type ReferenceInput } from "@bnlstm/core/reference";
import type { Measurement } from "../../runner/settings.ts";
import type { Computation, Outcome } from "../computation.ts";
import type { Workload } from "../../runner/workload.ts";

/** The float64 reference: not a competitor, but the truth that the others are held to. */
export function createComputation({ model }: { model: "bn" | "plain" }): Computation<Outcome> {
  let input: ReferenceInput;
  let loss: "last" | "every";
  let measurement: Measurement;
  return {
    name: "float64 reference",
    prepare(workload, wanted) {
      input = referenceInput(workload, model, wanted);
      loss = workload.setting.loss;
      measurement = wanted;
    },
    run() {
      const { output, residuals } = referenceForward(input);
      const h = loss === "last" ? output.h : output.hs;
      const value = sumOfSquares(h) / h.length;
      if (measurement !== "train") return { loss: value };
      const dh = h.map((element) => 2 * element / h.length);
      const upstream = {
        hs: new Float64Array(output.hs.length),
        h: new Float64Array(output.h.length),
        c: new Float64Array(output.c.length),
      };
      (loss === "last" ? upstream.h : upstream.hs).set(dh);
      const { x: _x, h0: _h0, c0: _c0, ...gradients } = referenceBackward(
        input,
        residuals,
        upstream,
      );
      const squares = Object.values(gradients).map((gradient) => sumOfSquares(gradient));
      return { loss: value, gradientNorm: Math.sqrt(squares.reduce((a, b) => a + b)) };
    },
    synchronize() {},
    outcome: (outcome) => outcome,
  };
}

function referenceInput(
  { setting, epsilon, arrays }: Workload,
  model: "bn" | "plain",
  measurement: Measurement,
): ReferenceInput {
  const { timeSteps, batchSize, hiddenSize } = setting;
  const kind = model === "bn" ? "timestep" : "none";
  const wide = Object.fromEntries(
    Object.entries(arrays).map(([name, values]) => [name, Float64Array.from(values)]),
  ) as Record<keyof Workload["arrays"], Float64Array>;
  const statistics: StatisticsTables = Object.fromEntries(SITE_NAMES.map((site) => [site, {
    rows: timeSteps,
    features: siteFeatures(site, hiddenSize),
    mean: wide[`${site}Mean`],
    variance: wide[`${site}Variance`],
  }]));
  return {
    shape: setting,
    x: wide.x,
    parameters: wide,
    h0: new Float64Array(batchSize * hiddenSize),
    c0: new Float64Array(batchSize * hiddenSize),
    sites: { input: kind, hidden: kind, cell: kind },
    epsilon,
    mode: measurement === "train" ? "train" : "eval",
    statistics: measurement === "train" ? undefined : statistics,
    minShare: DEFAULT_MIN_SHARE,
    reverse: false,
  };
}

function sumOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
