import {
  type ColumnRoles,
  type ForecastLayout,
  NAIVE_RULES,
  type SequenceEncoding,
} from "@bnlstm/data/sequences";
import * as z from "zod";

/** How a model reads the user's own files, and what it predicts. Plain JSON, saved in checkpoints. */
export interface SequenceReading {
  /** The roles of the columns. */
  roles: ColumnRoles;
  /** How values become inputs; for texts, only what the symbols do not already say. */
  encoding: SequenceEncoding;
  /** Names of the classes, in the order of the outputs. */
  classes: readonly string[];
  /** Number of characters read of each text; absent if sequences are not texts. */
  longestText?: number;
  /** How series are cut and forecast; absent if sequences are classified. */
  forecast?: ForecastLayout;
}

// Older checkpoints have the name of a single column.
const columns = z.preprocess(
  (value) => typeof value === "string" ? [value] : value,
  z.array(z.string()).min(1),
);

const features = z.array(z.strictObject({
  name: z.string(),
  kind: z.enum(["number", "category"]),
  columns: z.array(z.string()),
}));

export const forecastLayoutSchema: z.ZodType<ForecastLayout> = z.strictObject({
  window: z.int().min(1),
  horizon: z.int().min(1),
  season: z.int().min(1),
  rule: z.enum(NAIVE_RULES),
  targets: z.array(z.int().min(0)),
  units: z.array(z.number().positive()),
});

/** Schema of {@linkcode SequenceReading}. */
export const sequenceReadingSchema: z.ZodType<SequenceReading> = z.strictObject({
  roles: z.strictObject({
    layout: z.enum(["step", "columns", "lists", "text"]),
    sequence: columns.optional(),
    time: columns.optional(),
    label: z.string().optional(),
    group: z.string().optional(),
    text: z.string().optional(),
    features,
  }),
  encoding: z.strictObject({
    features: z.array(z.discriminatedUnion("kind", [
      z.strictObject({
        name: z.string(),
        kind: z.literal("number"),
        mean: z.number(),
        deviation: z.number().positive(),
      }),
      z.strictObject({
        name: z.string(),
        kind: z.literal("category"),
        categories: z.array(z.string()),
      }),
    ])),
    missing: z.enum(["previous", "mean", "refuse"]),
    fold: z.int().min(1),
  }),
  classes: z.array(z.string()),
  longestText: z.int().min(1).optional(),
  forecast: forecastLayoutSchema.optional(),
});
