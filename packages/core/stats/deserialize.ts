import { InvalidRangeError, InvalidTypeError } from "../math/invalid_input.ts";
import { show } from "../math/_show.ts";
import type { SiteName } from "../math/sites.ts";
import { resolveStoreOptions } from "./_resolve_store_options.ts";
import { normalizedSites, tableShape } from "./_table_shape.ts";
import { type SerializedStore, STORE_VERSION } from "./serialize.ts";
import type { StatisticsStore, StoredTable } from "./statistics_store.ts";

const ATTEMPT = "read the statistics store";

/**
 * Reads what `serialize` wrote, bit for bit, after checking all of it. Arrays are copied.
 *
 * @param serialized The header and the arrays; nothing in them is trusted, since they may come from a file.
 * @throws {TypeError} If a part is missing, unknown, or of the wrong type or length.
 * @throws {RangeError} If the version is not known, or a number cannot be part of a store.
 */
export function deserialize(serialized: SerializedStore): StatisticsStore {
  const header = part(serialized, "header");
  const arrays = part(serialized, "arrays");
  const { version, ...options } = header;
  if (version !== STORE_VERSION) {
    throw new InvalidRangeError(
      `Cannot ${ATTEMPT}: version must be ${STORE_VERSION}, got ${show(version)}`,
    );
  }
  // What is optional when a store is created is part of what was estimated afterwards.
  const required = options.estimator === "ema" ? ["minShare", "decay"] : ["minShare"];
  for (const name of required) {
    if (options[name] === undefined) {
      throw new InvalidTypeError(`Cannot ${ATTEMPT}: ${name} is missing`);
    }
  }
  const resolved = resolveStoreOptions(options as unknown as StatisticsStore, ATTEMPT);

  const unread = new Set(Object.keys(arrays));
  const read = (name: string, length: number): Float64Array => {
    const values = unread.delete(name) ? arrays[name] : undefined;
    if (!(values instanceof Float64Array)) {
      throw new InvalidTypeError(
        `Cannot ${ATTEMPT}: ${name} must be a Float64Array, got ${
          Object.prototype.toString.call(values)
        }`,
      );
    }
    if (values.length !== length) {
      throw new InvalidTypeError(
        `Cannot ${ATTEMPT}: ${name} must have ${length} elements, got ${values.length}`,
      );
    }
    return values.slice();
  };

  const count = read("count", resolved.timeSteps);
  check("count", count, (n, t) => Number.isSafeInteger(n) && n >= 0 && !(n > count[t - 1]));
  const tables: Partial<Record<SiteName, StoredTable>> = {};
  for (const site of normalizedSites(resolved.sites)) {
    const { rows, features } = tableShape(site, resolved, resolved.timeSteps);
    const weight = read(`${site}.weight`, rows);
    const mean = read(`${site}.mean`, rows * features);
    const variance = read(`${site}.variance`, rows * features);
    const perStep = resolved.sites[site] === "timestep";
    check(`${site}.weight`, weight, (w, row) => {
      // A row was seen in the tables exactly if it was counted.
      if ((w > 0) !== (count[row] > 0)) return false;
      if (resolved.estimator === "ema") return w >= 0 && w <= 1;
      if (resolved.estimator === "pooled" && perStep) return w === count[row];
      return Number.isSafeInteger(w) && w >= 0;
    });
    const seen = (k: number) => weight[Math.floor(k / features)] > 0;
    check(`${site}.mean`, mean, (m, k) => Number.isFinite(m) && (seen(k) || m === 0));
    check(
      `${site}.variance`,
      variance,
      (v, k) => v >= 0 && v < Infinity && (seen(k) || v === 0),
    );
    tables[site] = { weight, mean, variance };
  }
  for (const name of unread) {
    throw new InvalidTypeError(`Cannot ${ATTEMPT}: unknown array ${JSON.stringify(name)}`);
  }
  return { ...resolved, count, tables };
}

function part(serialized: SerializedStore, name: keyof SerializedStore): Record<string, unknown> {
  const value: unknown = serialized?.[name];
  if (typeof value !== "object" || value === null) {
    throw new InvalidTypeError(`Cannot ${ATTEMPT}: ${name} must be an object, got ${show(value)}`);
  }
  return value as Record<string, unknown>;
}

function check(
  name: string,
  values: Float64Array,
  legal: (value: number, index: number) => boolean,
): void {
  const wrong = values.findIndex((value, index) => !legal(value, index));
  if (wrong >= 0) {
    throw new InvalidRangeError(
      `Cannot ${ATTEMPT}: ${name} at ${wrong} cannot be ${values[wrong]} in this store`,
    );
  }
}
