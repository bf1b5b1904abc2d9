import { z } from "zod";

const count = z.int().min(1);
const milliseconds = z.number().positive();

/** What `bnlstm backends --tune` has measured on an adapter. */
export const profileSchema = z.strictObject({
  /** Launch shapes of the WebGPU kernels. */
  tuning: z.strictObject({ workgroupSize: count, units: count, rowsPerThread: count, tile: count }),
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
