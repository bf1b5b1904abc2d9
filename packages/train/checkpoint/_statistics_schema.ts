import * as z from "zod";

const numbers = z.instanceof(Float64Array);
const table = z.object({ weight: numbers, mean: numbers, variance: numbers });
const site = z.enum(["none", "timestep", "sequence"]);

const store = z.object({
  hiddenSize: z.int().min(1),
  timeSteps: z.int().min(1),
  minShare: z.number().min(0).max(1),
  estimator: z.enum(["pooled", "average", "ema"]),
  decay: z.number().min(0).lt(1).optional(),
  sites: z.object({ input: site, hidden: site, cell: site }),
  count: numbers,
  tables: z.object({ input: table, hidden: table, cell: table }).partial(),
}).refine(({ hiddenSize, timeSteps, sites, count, tables }) =>
  count.length === timeSteps &&
  (["input", "hidden", "cell"] as const).every((site) => {
    if (sites[site] === "none") return true;
    const rows = sites[site] === "sequence" ? 1 : timeSteps;
    const size = rows * (site === "cell" ? 1 : 4) * hiddenSize;
    const { weight, mean, variance } = tables[site] ?? {};
    return weight?.length === rows && mean?.length === size && variance?.length === size;
  }), "its arrays do not have its sizes");

/** Schema of `ModelStatistics`. */
export const statisticsSchema = z.record(z.string(), store);
