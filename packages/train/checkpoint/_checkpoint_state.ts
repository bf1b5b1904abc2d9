import * as z from "zod";
import { sequenceReadingSchema } from "../tasks/sequence_reading.ts";
import { statisticsSchema } from "./_statistics_schema.ts";
import { runConfigSchema } from "../config/run_config.ts";

/** Version of the format that `encodeCheckpoint` writes and `decodeCheckpoint` reads. */
export const CHECKPOINT_VERSION = 2;

const count = z.int().min(0);
const size = z.int().min(1);
/** Text that is safe to show. */
const printable = z.string().max(200).regex(/^[ -~]*$/);
/** Parts that the store and the sampler check themselves. */
const plainObject = z.record(z.string(), z.json()) as z.ZodType<Record<string, unknown>>;

// Not by `readonly()`, which freezes what it refuses, and fails where it cannot.
const symbols = z.array(z.string()) as z.ZodType<readonly string[]>;

export const dataShapeSchema = z.strictObject({
  inputSize: size,
  timeSteps: size,
  queryTimeSteps: size.optional(),
  classes: size,
  symbols: symbols.optional(),
  reading: sequenceReadingSchema.optional(),
  files: z.string().optional(),
});

/** The part of a checkpoint that fits in JSON. */
export const checkpointState = z.strictObject({
  version: z.literal(CHECKPOINT_VERSION),
  config: runConfigSchema,
  step: count,
  data: dataShapeSchema,
  statistics: plainObject,
  population: plainObject.optional(),
  sampler: plainObject,
  evaluatedAt: count,
  best: z.strictObject({
    step: size,
    metrics: z.strictObject({
      loss: z.number(),
      accuracy: z.number().min(0).max(1),
      predictions: size,
    }),
    evaluationsSince: count,
  }).optional(),
  versions: z.record(printable, printable),
});

/** The part of a checkpoint that fits in JSON. */
export type CheckpointState = z.infer<typeof checkpointState>;

const namedArrays = z.record(
  z.string(),
  z.object({ shape: z.array(count), values: z.instanceof(Float32Array) }).refine(
    ({ shape, values }) => shape.reduce((product, n) => product * n, 1) === values.length,
    "its values do not have its shape",
  ),
);

export const checkpointSchema = checkpointState.omit({ version: true })
  .extend({
    parameters: namedArrays,
    optimizer: namedArrays,
    statistics: statisticsSchema,
    population: statisticsSchema.optional(),
  });
