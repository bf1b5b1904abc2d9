import { InvalidRangeError, InvalidTypeError } from "@bnlstm/core";
import { checker, fits, having, instance, map, show, typed, whole } from "@bnlstm/data/arguments";
import {
  Alphabet,
  type CharacterCorpus,
  contiguousBatches,
  type PredictionBatch,
  textWindows,
  type Unsigned,
  WindowSampler,
  type WindowSamplerState,
  windowStarts,
} from "@bnlstm/data";
import { type CharacterDataConfig, dataConfigSchemas } from "../config/data_config.ts";
import { checkPass, checkResume, checkStream } from "./_rules.ts";
import { ownRows, type RowShare } from "./row_share.ts";
import type { BatchStream, Split, TaskData } from "./task_data.ts";

const TEXT = typed("Uint8Array", "Uint16Array", "Uint32Array");
const check = checker("use the corpus", {
  corpus: having({
    ...{ alphabet: instance(Alphabet), train: TEXT, valid: TEXT, test: TEXT },
    unseen: having({ valid: map, test: map }),
  }),
  config: fits(dataConfigSchemas["character-lm"]),
});

/** Number of predictions in a batch of a contiguous pass, which limits its memory. */
const PREDICTIONS = 10_000;

/**
 * The data of a character model: windows of the training text for learning, and windows or all of the other
 * parts for evaluation.
 *
 * @throws {RangeError} If a part is shorter than a window, or shares no symbol with the training text, or the
 *   test text has fewer symbols than streams.
 */
export function characterTaskData(
  corpus: CharacterCorpus,
  config: CharacterDataConfig,
): TaskData<PredictionBatch> {
  check({ corpus, config });
  const { windowLength, segmentation, validCharacters, testCharacters, testStreams } = config;
  const symbols = corpus.alphabet.size;
  const parts: Record<Split, Unsigned> = {
    train: corpus.train,
    valid: corpus.valid.subarray(0, validCharacters || undefined),
    test: corpus.test.subarray(0, testCharacters || undefined),
  };
  for (const [split, ids] of Object.entries(parts)) {
    if (!ids.subarray(1).some((id) => id < symbols)) {
      throw new InvalidRangeError(
        `Cannot use the corpus: ${split} has no symbol that the training text has`,
      );
    }
  }
  const pass = (split: Split, windowLength: number, batchSize: number) => {
    checkPass({ split, batchSize });
    whole(2)("read the data", "windowLength", windowLength);
    const text = parts[split];
    if (windowLength > text.length) {
      throw new InvalidRangeError(
        `Cannot cut ${split} into windows of ${windowLength} symbols: it has ${text.length}`,
      );
    }
    const starts = windowStarts(text.length, windowLength);
    const { batch } = textWindows(text, { symbols, windowLength });
    const batches = Math.ceil(starts.length / batchSize);
    const boundary = (batch: number) => Math.round(batch * starts.length / batches);
    return {
      windows: starts.length,
      batches,
      *[Symbol.iterator]() {
        for (let i = 0; i < batches; i++) {
          yield batch(starts.subarray(boundary(i), boundary(i + 1)));
        }
      },
    };
  };
  const contiguous = (split: Split, streams: number) => {
    checkPass({ split, batchSize: 1 });
    whole(1)("read the data", "streams", streams);
    const text = parts[split];
    if (streams >= text.length) {
      throw new InvalidRangeError(
        `Cannot read ${split} in streams: there must be 1 … ${text.length - 1}, got ${streams}`,
      );
    }
    const timeSteps = Math.max(1, Math.floor(PREDICTIONS / streams));
    return {
      contiguous: true,
      batches: Math.max(1, Math.ceil(Math.floor((text.length - 1) / streams) / timeSteps)),
      [Symbol.iterator]: () => contiguousBatches(text, { symbols, streams, timeSteps }),
    };
  };
  const size = (split: Split) => pass(split, windowLength, 1).windows;
  const sizes = { train: size("train"), valid: size("valid"), test: size("test") };
  // What would fail at the end of a run is tried before it begins.
  contiguous("test", testStreams);
  const { timeSteps, batch } = textWindows(parts.train, { symbols, windowLength });
  const textLength = parts.train.length;
  const crop = segmentation === "random";
  const stream = (
    sampler: WindowSampler,
    share?: RowShare,
  ): BatchStream<PredictionBatch> => ({
    batchSize: sampler.state().windows.batchSize,
    get epoch() {
      return sampler.epoch;
    },
    batchesPerEpoch: sampler.batchesPerEpoch,
    next: () => batch(ownRows(sampler.nextBatch(), share)),
    state: () => ({ ...sampler.state() }),
  });
  return {
    shape: { inputSize: symbols, timeSteps, classes: symbols, symbols: corpus.alphabet.symbols },
    sizes,
    unseen: { train: new Map(), ...corpus.unseen },
    stream(options) {
      checkStream({ options });
      const { share, ...rest } = options;
      return stream(WindowSampler.create({ textLength, windowLength, crop, ...rest }), share);
    },
    resume(state, share) {
      checkResume({ state, share });
      const saved = state as unknown as WindowSamplerState;
      for (const [name, value] of Object.entries({ textLength, windowLength, crop })) {
        if (saved[name as keyof WindowSamplerState] !== value) {
          throw new InvalidTypeError(
            `Cannot restore the run: ${name} of the training text must be ` +
              `${show(saved[name as keyof WindowSamplerState])}, got ${value}`,
          );
        }
      }
      return stream(WindowSampler.restore(saved), share);
    },
    pass: (split, batchSize) => pass(split, windowLength, batchSize),
    text: { windows: pass, contiguous },
  };
}
