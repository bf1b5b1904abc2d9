import { BatchNormLSTM, type NormalizationSites } from "@bnlstm/core";
import { derivedSeed } from "../loop/_derived_seed.ts";
import type { RunConfig } from "../config/run_config.ts";

/**
 * Creates the LSTM that a configuration describes.
 *
 * @param inputSize I: number of values in each step.
 * @param use What it is used for: each use has initial parameters of its own.
 * @param directions 2 if it also reads from the end.
 */
export function configuredLstm(
  { model, training, statistics }: RunConfig,
  inputSize: number,
  use: string,
  directions: 1 | 2 = 1,
): BatchNormLSTM {
  const { hiddenSize, layers, epsilon, gamma, forgetBias, recurrentInitializer, initialState } =
    model;
  const sites: NormalizationSites = model.normalization === "none"
    ? { input: "none", hidden: "none", cell: "none" }
    : { input: model.inputStatistics, hidden: "timestep", cell: "timestep" };
  return BatchNormLSTM.create({
    inputSize,
    hiddenSize,
    layers,
    bidirectional: directions === 2,
    sites,
    epsilon,
    minShare: statistics.minShare,
    gamma,
    forgetBias,
    recurrentInitializer,
    initialState,
    seed: derivedSeed(training.seed, use),
  });
}
