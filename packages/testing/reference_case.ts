import type { NormalizationSites, StatisticsTables } from "@bnlstm/core";
import type { ReferenceInput } from "@bnlstm/core/reference";
import { SITE_NAMES, siteFeatures } from "@bnlstm/core/kernels";
import fc from "fast-check";
import { gaussian } from "./gaussian.ts";

/** The choices that make a case; everything else follows from the seed. */
export interface ReferenceCase {
  timeSteps: number;
  batchSize: number;
  inputSize: number;
  hiddenSize: number;
  /** Rows of different length, none of which need reach T; all T otherwise. */
  variableLength: boolean;
  sites: NormalizationSites;
  mode: "train" | "eval";
  minShare: number;
  reverse: boolean;
  seed: number;
}

/** Draws cases over every setting of the contract: odd and even sizes, 1 included. */
export function arbitraryReferenceCase(
  maximum: { timeSteps: number; batchSize: number; inputSize: number; hiddenSize: number },
): fc.Arbitrary<ReferenceCase> {
  return fc.record({
    timeSteps: fc.integer({ min: 1, max: maximum.timeSteps }),
    batchSize: fc.integer({ min: 1, max: maximum.batchSize }),
    inputSize: fc.integer({ min: 1, max: maximum.inputSize }),
    hiddenSize: fc.integer({ min: 1, max: maximum.hiddenSize }),
    variableLength: fc.boolean(),
    sites: fc.record<NormalizationSites>({
      input: fc.constantFrom("none", "timestep", "sequence"),
      hidden: fc.constantFrom("none", "timestep"),
      cell: fc.constantFrom("none", "timestep"),
    }),
    mode: fc.constantFrom("train", "eval"),
    minShare: fc.constantFrom(0, 0.25, 0.5, 0.9, 1),
    reverse: fc.boolean(),
    seed: fc.integer({ min: 0, max: 2 ** 30 }),
  });
}

/**
 * The input of a case, every value representable in float32 so that kernels see the same numbers.
 *
 * γ lies around 0.5 rather than the initial 0.1, and ε is larger than the default, so that no gradient is
 * lost in rounding and no variance of a drawn batch is dominated by it.
 */
export function referenceInput(c: ReferenceCase): ReferenceInput {
  const { timeSteps: T, batchSize: B, inputSize: I, hiddenSize: H } = c;
  let stream = c.seed;
  const draw = (length: number, scale: number, center = 0) =>
    Float64Array.from(
      Float32Array.from(gaussian(length, stream++, scale), (value) => value + center),
    );
  const lengths = c.variableLength
    ? Int32Array.from(draw(B, 1), (v) => 1 + Math.floor((T - 1) * Math.min(1, Math.abs(v) / 2)))
    : undefined;
  return {
    shape: { timeSteps: T, batchSize: B, inputSize: I, hiddenSize: H },
    x: draw(T * B * I, 1),
    lengths,
    parameters: {
      wx: draw(I * 4 * H, 1 / Math.sqrt(I)),
      wh: draw(H * 4 * H, 1 / Math.sqrt(H)),
      bias: draw(4 * H, 0.5),
      gammaX: draw(4 * H, 0.2, 0.5),
      gammaH: draw(4 * H, 0.2, 0.5),
      gammaC: draw(H, 0.2, 0.5),
      betaC: draw(H, 0.5),
    },
    h0: draw(B * H, 0.5),
    c0: draw(B * H, 0.5),
    sites: c.sites,
    epsilon: 1e-2,
    mode: c.mode,
    statistics: c.mode === "eval" ? populationTables(c, draw) : undefined,
    minShare: c.minShare,
    reverse: c.reverse,
  };
}

/** Tables one row shorter than T where that is possible, so that the last row serves later steps. */
function populationTables(
  c: ReferenceCase,
  draw: (length: number, scale: number) => Float64Array,
): StatisticsTables {
  const tables: StatisticsTables = {};
  for (const site of SITE_NAMES) {
    if (c.sites[site] === "none") continue;
    const rows = c.sites[site] === "sequence" ? 1 : Math.max(1, c.timeSteps - 1);
    const features = siteFeatures(site, c.hiddenSize);
    tables[site] = {
      rows,
      features,
      mean: draw(rows * features, 0.5),
      variance: draw(rows * features, 1).map((v) => Math.fround(0.2 + Math.abs(v))),
    };
  }
  return tables;
}
