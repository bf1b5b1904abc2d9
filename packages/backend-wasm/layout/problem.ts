/**
 * The structures of `assembly/memory/problem.ts`, field by field in the same order; a test compares the two. Every
 * field is four bytes.
 */

/** Fields of `Site`. */
export const SITE_FIELDS = [
  "kind",
  "prior",
  "priorRows",
  "statistics",
  "statisticsRows",
  "columns",
] as const;

/** Fields of `Step`. */
export const STEP_FIELDS = [
  "active",
  "rows",
  "row",
  "residualRow",
  "inputRow",
  "cellBefore",
  "cellBeforeRows",
  "cellAfter",
  "nextRows",
  "nextRow",
  "nextActive",
  "chunkRow",
  "chunkRows",
  "priorRow",
  "savedStep",
  "blend",
  "gradientWeight",
  "batchActive",
  "xMean",
  "xVariance",
] as const;

/** Fields of `Problem`. */
export const PROBLEM_FIELDS = [
  "batch",
  "sequenceRows",
  "inputs",
  "hidden",
  "steps",
  "training",
  "epsilon",
  "sequenceBlend",
  "sequenceWeight",
  "pairs",
  "blas",
  "reuseStatistics",
  "firstStep",
  "lastStep",
  "inputSite",
  "hiddenSite",
  "cellSite",
  "stepTable",
  "constants",
  "barrier",
  "scratch",
  "scratchBytes",
  "unitMask",
  "shared",
  "rankShare",
  "x",
  "wx",
  "wh",
  "bias",
  "gammaX",
  "gammaH",
  "gammaC",
  "betaC",
  "h0",
  "c0",
  "hs",
  "h",
  "c",
  "dHs",
  "dH",
  "dC",
  "dx",
  "dWx",
  "dWh",
  "dBias",
  "dGammaX",
  "dGammaH",
  "dGammaC",
  "dBetaC",
  "dH0",
  "dC0",
  "unitParameters",
  "unitGradients",
  "unitTotals",
  "packedWx",
  "packedWh",
  "transposedWx",
  "transposedWh",
  "xPanels",
  "xRows",
  "xRowCount",
  "hiddenPanels",
  "hiddenRows",
  "hiddenRowCount",
  "hiddenTerms",
  "inputTerms",
  "cells",
  "saved",
  "savedInput",
  "hiddenGradientPanels",
  "inputGradientPanels",
  "hiddenProducts",
  "hiddenGradientRows",
  "inputGradientRows",
  "chunkCapacity",
  "cellGradient",
  "gateGradients",
  "packedDWx",
  "packedDWh",
  "xGradientParts",
] as const;

/** Values of a problem by field; fields that are not given are zero, which also stands for no address. */
export type ProblemFields = Partial<Record<typeof PROBLEM_FIELDS[number], number>>;

/** The fields that hold floating-point numbers. */
const FLOATS = new Set<string>([
  "epsilon",
  "sequenceBlend",
  "sequenceWeight",
  "pairs",
  "blend",
  "gradientWeight",
  "batchActive",
  "rankShare",
  "xMean",
  "xVariance",
]);

/** Writes a structure. */
export function writeStructure<Field extends string>(
  buffer: ArrayBufferLike,
  address: number,
  fields: readonly Field[],
  values: Partial<Record<Field, number>>,
): void {
  const integers = new Uint32Array(buffer, address, fields.length);
  const floats = new Float32Array(buffer, address, fields.length);
  fields.forEach((field, i) => {
    const value = values[field] ?? 0;
    if (FLOATS.has(field)) floats[i] = value;
    else integers[i] = value;
  });
}
