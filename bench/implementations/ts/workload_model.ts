import type { PortableModel } from "@bnlstm/convert";
import type { NormalizationSites } from "@bnlstm/core";
import { SITE_NAMES } from "@bnlstm/core/kernels";
import { createStore } from "@bnlstm/core/statistics";
import { arrayShapes, type Workload } from "../../runner/workload.ts";

/** The model of a workload: batch-normalized at every site, or at none. */
export function workloadModel(
  { setting, arrays, epsilon }: Workload,
  model: "bn" | "plain",
): PortableModel {
  const { inputSize, hiddenSize, timeSteps } = setting;
  const kind = model === "bn" ? "timestep" : "none";
  const sites: NormalizationSites = { input: kind, hidden: kind, cell: kind };
  const shapes = arrayShapes(setting);
  const names = model === "bn"
    ? ["wx", "wh", "bias", "gammaX", "gammaH", "gammaC", "betaC"] as const
    : ["wx", "wh", "bias"] as const;
  const parameters = Object.fromEntries(
    names.map((name) => [`layer0.${name}`, { shape: shapes[name], values: arrays[name] }]),
  );
  const empty = createStore({ hiddenSize, sites, timeSteps, estimator: "average" });
  // Tables that have seen enough.
  const tables = Object.fromEntries(
    SITE_NAMES.filter((site) => sites[site] !== "none").map((site) => [site, {
      weight: new Float64Array(timeSteps).fill(1),
      mean: Float64Array.from(arrays[`${site}Mean`]),
      variance: Float64Array.from(arrays[`${site}Variance`]),
    }]),
  );
  return {
    options: {
      inputSize,
      hiddenSize,
      layers: 1,
      bidirectional: false,
      sites,
      epsilon,
      minShare: empty.minShare,
      initialState: "zero",
    },
    parameters,
    statistics: { layer0: { ...empty, count: new Float64Array(timeSteps).fill(1), tables } },
  };
}
