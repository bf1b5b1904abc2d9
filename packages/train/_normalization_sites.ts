import type { NormalizationSites } from "@bnlstm/core";
import type { ModelConfig } from "./model_config.ts";

/** What an LSTM normalises, and how, by the settings of its model. */
export function normalizationSites(
  { normalization, inputStatistics }: Pick<ModelConfig, "normalization" | "inputStatistics">,
): NormalizationSites {
  return normalization === "none"
    ? { input: "none", hidden: "none", cell: "none" }
    : { input: inputStatistics, hidden: "timestep", cell: "timestep" };
}
