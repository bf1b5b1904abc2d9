import type { BnLstmAttributes, Moments } from "@bnlstm/core/kernels";
import type { SiteNormalization } from "@bnlstm/core";
import { columnMoments } from "../arrays/column_moments.ts";
import type { Matrix } from "../arrays/matrix.ts";
import { mergeMoments } from "./merge_moments.ts";

/** One site during a forward pass. Tables are `[2, rows, features]`. */
export interface Site {
  /** How it is normalized. */
  normalization: SiteNormalization;
  /** 4H, or H for the cell. */
  features: number;
  /** γ; ones where the site is not normalized. */
  gamma: Float32Array;
  /** Means and variances to blend with. */
  prior: Float32Array;
  /** Rows of `prior`. */
  priorRows: number;
  /** Means and variances of the batch, an output. */
  statistics: Float32Array;
  /** Rows of `statistics`. */
  statisticsRows: number;
  /**
   * μ̂ and 1/sqrt(v̂ + ε). Step t uses row `min(t, scaleRows − 1)`: there is one row per step if a backward
   * pass will need them, else a single row.
   */
  scale: Float32Array;
  /** Rows of `scale`. */
  scaleRows: number;
  /** Moments of the current step. */
  moments: Moments;
}

/** What a site is made from. */
export interface SiteOptions {
  /** How it is normalized. */
  normalization: SiteNormalization;
  /** 4H, or H for the cell. */
  features: number;
  /** γ. */
  gamma: Float32Array;
  /** Prior of the contract. */
  prior: Float32Array;
  /** T. */
  timeSteps: number;
  /** Rows of the statistics that are reported. */
  statisticsRows: number;
  /** Whether the scale of every step is kept. */
  keepScale: boolean;
}

/** Creates a site before its first step: tables are zero, and a site that is not normalized is the identity. */
export function createSite(options: SiteOptions): Site {
  const { normalization, features, timeSteps, statisticsRows, keepScale } = options;
  const normalized = normalization !== "none";
  const scaleRows = normalization === "timestep" && keepScale ? timeSteps : 1;
  const scale = new Float32Array(2 * scaleRows * features);
  if (!normalized) scale.fill(1, features);
  return {
    normalization,
    features,
    gamma: normalized ? options.gamma : new Float32Array(features).fill(1),
    prior: options.prior,
    priorRows: options.prior.length / (2 * features),
    statistics: new Float32Array(2 * statisticsRows * features),
    statisticsRows,
    scale,
    scaleRows,
    moments: { mean: new Float64Array(features), variance: new Float64Array(features) },
  };
}

/** Index in `site.scale` of the means of step t; the scales follow `scaleRows * features` later. */
export function scaleOffset(scaleRows: number, features: number, t: number): number {
  return Math.min(t, scaleRows - 1) * features;
}

/** A site, and the term it normalizes at the current step `[features, n]`. */
export type SiteTerm = readonly [site: Site, term: Matrix];

/**
 * Computes the statistics of step t of `"timestep"` sites: in training those of the rows of their terms,
 * including rows of other processes, blended with the prior as the schedule says.
 *
 * @param terms The sites; `statistics` and `scale` of step t are set for those of kind `"timestep"`, others are
 *   left alone.
 * @param t The step.
 */
export function scaleStep(
  terms: readonly SiteTerm[],
  t: number,
  attributes: BnLstmAttributes,
): void {
  const { schedule, epsilon, ranks } = attributes;
  const normalized = terms.filter(([site]) => site.normalization === "timestep");
  if (schedule.training && normalized.length > 0) {
    const n = schedule.active[t];
    for (const [site, term] of normalized) {
      if (n > 0) columnMoments(term, site.features, n, site.moments);
    }
    if (ranks) {
      mergeMoments(normalized.map(([site]) => site.moments), n, schedule.batchActive[t], ranks);
    }
    for (const [site] of normalized) recordMoments(site, t);
  }
  for (const [site] of normalized) {
    setScale(site, t, schedule.blend[t], schedule.priorStep, epsilon);
  }
}

/** Writes `site.moments` to a row of the statistics. */
export function recordMoments(site: Site, row: number): void {
  const { features, statistics, statisticsRows } = site;
  const { mean, variance } = site.moments;
  for (let j = 0, k = row * features; j < features; j++, k++) {
    statistics[k] = mean[j];
    statistics[statisticsRows * features + k] = variance[j];
  }
}

/** Sets the scale of step t from `site.moments`, weighted with λ, and the prior, weighted with 1 − λ. */
export function setScale(
  site: Site,
  t: number,
  lambda: number,
  priorStep: number,
  epsilon: number,
): void {
  const { features, scale, scaleRows, moments } = site;
  const fromBatch = priorStep >= 0;
  const prior = fromBatch ? site.statistics : site.prior;
  const priorRows = fromBatch ? site.statisticsRows : site.priorRows;
  const priorAt = (fromBatch ? priorStep : Math.min(t, priorRows - 1)) * features;
  const at = scaleOffset(scaleRows, features, t);
  for (let j = 0; j < features; j++) {
    let mean = moments.mean[j];
    let variance = moments.variance[j];
    if (lambda < 1) {
      const priorMean = prior[priorAt + j];
      const shift = mean - priorMean;
      mean = lambda * mean + (1 - lambda) * priorMean;
      variance = lambda * variance + (1 - lambda) * prior[(priorRows * features) + priorAt + j] +
        lambda * (1 - lambda) * shift * shift;
    }
    scale[at + j] = mean;
    scale[scaleRows * features + at + j] = 1 / Math.sqrt(variance + epsilon);
  }
}

/** Replaces a by x̂ `[features, n]`, with the scale `[2, scaleRows, features]` of step t. */
export function standardize(
  a: Matrix,
  features: number,
  n: number,
  scale: Float32Array,
  scaleRows: number,
  t: number,
): void {
  const { values, offset, stride } = a;
  const means = scaleOffset(scaleRows, features, t);
  const rstds = means + scaleRows * features;
  for (let j = 0; j < features; j++) {
    const mean = scale[means + j];
    const rstd = scale[rstds + j];
    let k = offset + j * stride;
    for (const end = k + n; k < end; k++) values[k] = (values[k] - mean) * rstd;
  }
}
