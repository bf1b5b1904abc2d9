import * as z from "zod";

const count = z.int().min(1);
const milliseconds = z.number().positive();

const tuningSchema = z.strictObject({
  workgroupSize: count,
  units: count,
  rowsPerThread: count,
  tile: count,
});

/** Launch shapes of the WebGPU kernels. */
export type Tuning = z.infer<typeof tuningSchema>;

/** What `bnlstm backends --tune` has measured on an adapter. */
export const profileSchema = z.strictObject({
  tuning: tuningSchema,
  /** The batch it was measured on. */
  shape: z.strictObject({
    timeSteps: count,
    batchSize: count,
    inputSize: count,
    hiddenSize: count,
  }),
  /** Time of a training step of that batch on each backend. */
  milliseconds: z.strictObject({ webgpu: milliseconds, wasm: milliseconds }),
});

/** What `bnlstm backends --tune` has measured on an adapter. */
export type Profile = z.infer<typeof profileSchema>;
