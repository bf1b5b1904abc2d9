import { InvalidRangeError, InvalidTypeError } from "../math/invalid_input.ts";
import { anObject, MOST_ELEMENTS } from "../math/_rules.ts";
import { show } from "../math/_show.ts";
import { type NormalizationSites, SITE_NAMES } from "../math/sites.ts";
import { DEFAULT_MIN_SHARE } from "../math/step_schedule.ts";
import { DEFAULT_DECAY, type StatisticsStoreOptions } from "./statistics_store.ts";

/** Options with their defaults filled in; `decay` is present only for `"ema"`. */
export type ResolvedStoreOptions = StatisticsStoreOptions & { readonly minShare: number };

const ESTIMATORS: readonly unknown[] = ["pooled", "average", "ema"];

/**
 * Checks options that may come from a file, and fills in the defaults.
 *
 * @param options What was asked for.
 * @param attempt Completes "Cannot …" in error messages.
 */
export function resolveStoreOptions(
  options: StatisticsStoreOptions,
  attempt: string,
): ResolvedStoreOptions {
  anObject(attempt, "the options", options);
  const { hiddenSize, sites, timeSteps, estimator, decay, ...rest } = options;
  const { minShare = DEFAULT_MIN_SHARE, ...unknown } = rest;
  refuseUnknown("option", unknown, attempt);
  if (!ESTIMATORS.includes(estimator)) {
    throw new InvalidTypeError(
      `Cannot ${attempt}: estimator must be "pooled", "average" or "ema", got ${show(estimator)}`,
    );
  }
  const resolved = {
    hiddenSize: size("hiddenSize", hiddenSize, attempt),
    sites: checkedSites(sites, attempt),
    timeSteps: size("timeSteps", timeSteps, attempt),
    estimator,
    minShare: checkedShare(minShare, attempt),
  };
  if (estimator === "ema") {
    return {
      ...resolved,
      decay: checkedDecay(decay === undefined ? DEFAULT_DECAY : decay, attempt),
    };
  }
  if (decay !== undefined) {
    throw new InvalidTypeError(
      `Cannot ${attempt}: decay belongs to the "ema" estimator, got decay ${show(decay)} with ` +
        `"${estimator}"`,
    );
  }
  return resolved;
}

/** A whole number of at least 1, or an error. */
export function size(name: string, value: unknown, attempt: string): number {
  if (typeof value !== "number" || !Number.isInteger(value)) {
    throw new InvalidTypeError(
      `Cannot ${attempt}: ${name} must be a whole number, got ${show(value)}`,
    );
  }
  // Larger numbers could not be counted on to be exact.
  if (value < 1 || !Number.isSafeInteger(value)) {
    throw new InvalidRangeError(
      `Cannot ${attempt}: ${name} must be from 1 to ${Number.MAX_SAFE_INTEGER}, got ${value}`,
    );
  }
  return value;
}

/** Refuses tables that no memory could hold. */
export function checkSize(attempt: string, timeSteps: number, hiddenSize: number): void {
  if (4 * timeSteps * hiddenSize <= MOST_ELEMENTS) return;
  throw new InvalidRangeError(
    `Cannot ${attempt}: a table may have ${MOST_ELEMENTS} elements, got ${timeSteps} time steps of ` +
      `${4 * hiddenSize} features`,
  );
}

function checkedShare(minShare: unknown, attempt: string): number {
  if (typeof minShare !== "number") {
    throw new InvalidTypeError(
      `Cannot ${attempt}: minShare must be a number, got ${show(minShare)}`,
    );
  }
  if (!(minShare >= 0 && minShare <= 1)) {
    throw new InvalidRangeError(`Cannot ${attempt}: minShare must be from 0 to 1, got ${minShare}`);
  }
  return minShare;
}

function checkedDecay(decay: unknown, attempt: string): number {
  if (typeof decay !== "number") {
    throw new InvalidTypeError(`Cannot ${attempt}: decay must be a number, got ${show(decay)}`);
  }
  if (!(decay >= 0 && decay < 1)) {
    throw new InvalidRangeError(`Cannot ${attempt}: decay must be from 0 up to 1, got ${decay}`);
  }
  return decay;
}

function checkedSites(sites: NormalizationSites, attempt: string): NormalizationSites {
  if (typeof sites !== "object" || sites === null) {
    throw new InvalidTypeError(`Cannot ${attempt}: sites must be an object, got ${show(sites)}`);
  }
  const { input, hidden, cell, ...unknown } = sites;
  refuseUnknown("site", unknown, attempt);
  for (const site of SITE_NAMES) {
    const allowed: unknown[] = ["none", "timestep"];
    if (site === "input") allowed.push("sequence");
    if (!allowed.includes(sites[site])) {
      throw new InvalidTypeError(
        `Cannot ${attempt}: sites.${site} must be one of ${allowed.map(show).join(", ")}, ` +
          `got ${show(sites[site])}`,
      );
    }
  }
  return { input, hidden, cell };
}

function refuseUnknown(what: string, unknown: object, attempt: string): void {
  for (const name of Object.keys(unknown)) {
    throw new InvalidTypeError(`Cannot ${attempt}: unknown ${what} ${show(name)}`);
  }
}
