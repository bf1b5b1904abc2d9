/**
 * Data sets of sequences for training: MNIST read pixel by pixel, and the order in which batches are
 * drawn.
 *
 * Everything here runs in Deno and in the browser: files are reached with `fetch`.
 *
 * ```ts no-run
 * import { BatchSampler, imageSequences, loadMnist } from "@bnlstm/data";
 *
 * const { train } = await loadMnist({ splits: ["train"] });
 * const dataset = imageSequences(train, { imageSize: 14, permutation: "uniform" });
 * const sampler = BatchSampler.create({ size: dataset.size, batchSize: 64, seed: 1 });
 * const { inputs, labels } = dataset.batch(sampler.nextBatch());
 * ```
 *
 * @module
 */

export * from "./batch_sampler.ts";
export * from "./image_sequences.ts";
export * from "./labelled_images.ts";
export * from "./load_mnist.ts";
export * from "./parse_idx.ts";
export * from "./sequence_dataset.ts";
export * from "./sequential_batches.ts";
export * from "./take.ts";
