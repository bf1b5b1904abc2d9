import { dispose, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { type BatchGradients, measureGradients } from "./_batch_gradients.ts";
import type { ProcessGroup } from "./process_group.ts";

/** Scores and gradients summed over all processes, and whether any was asked to stop. */
export interface SummedGradients extends Omit<BatchGradients, "batchStatistics"> {
  /** Whether any of them was asked to stop. */
  stop: boolean;
}

/**
 * Sums gradients, loss and accuracy over all processes, with one message per step.
 *
 * @param own What this process computed: its part of each sum. The tensors are disposed of.
 * @param stop Whether this process was asked to stop.
 */
export async function sumGradients(
  own: Omit<BatchGradients, "batchStatistics">,
  stop: boolean,
  group: ProcessGroup,
): Promise<SummedGradients> {
  const entries = Object.entries(own.gradients);
  const [[loss, accuracy], ...parts] = await Promise.all(
    [own.scores, ...entries.map(([, gradient]) => gradient)].map((tensor) =>
      tensor.data<"float32">()
    ),
  );
  dispose([own.scores, own.norm, Object.values(own.gradients)]);
  const bucket = new Float32Array(3 + parts.reduce((length, part) => length + part.length, 0));
  bucket.set([loss, accuracy, Number(stop)]);
  let at = 3;
  for (const part of parts) {
    bucket.set(part, at);
    at += part.length;
  }
  group.sum(bucket);
  at = 3;
  const gradients: Record<string, Tensor> = {};
  entries.forEach(([name, { shape }], i) => {
    gradients[name] = tensor(bucket.slice(at, at + parts[i].length), shape);
    at += parts[i].length;
  });
  const measured = measureGradients(gradients, bucket[0], bucket[1]);
  return { ...measured, gradients, stop: bucket[2] > 0 };
}
