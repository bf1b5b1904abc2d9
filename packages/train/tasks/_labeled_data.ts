import type { SequenceBatch, SequenceDataset } from "@bnlstm/data";
import type { LabeledFileConfig } from "../config/data_config.ts";
import type { Classes } from "./_classes.ts";
import { describeLengths, type OwnSequences } from "./_own_sequences.ts";
import { sampledTaskData } from "./_sampled_task_data.ts";
import type { SequenceReading } from "./sequence_reading.ts";
import type { Split, TaskData } from "./task_data.ts";

/**
 * The data of a task on the user's own labeled sequences.
 *
 * @param parts The encoded sequences of each part.
 * @param own The sequences as they were read.
 * @param reading How they were encoded.
 * @param notes What else is worth knowing, in one sentence each.
 */
export function labeledData(
  parts: Readonly<Record<Split, SequenceDataset>>,
  own: Omit<OwnSequences, "profile">,
  classes: Classes,
  { batching, classWeights }: Pick<LabeledFileConfig, "batching" | "classWeights">,
  reading: SequenceReading,
  notes: readonly string[],
  symbols?: readonly string[],
): TaskData<SequenceBatch> {
  const { train } = parts;
  const { weights } = classes;
  return sampledTaskData(
    {
      ...parts,
      train: {
        ...train,
        batch(indices, epoch) {
          const batch = train.batch(indices);
          // Only training batches have an epoch, and only there classes are weighted.
          return classWeights === "none" || epoch === undefined
            ? batch
            : { ...batch, weights: Float32Array.from(batch.labels, (label) => weights[label]) };
        },
      },
    },
    {
      shape: {
        inputSize: train.inputSize,
        timeSteps: train.timeSteps,
        classes: train.classes,
        ...symbols && { symbols },
        reading,
      },
      baselines: classes.baselines,
      notes: [
        ...own.notes,
        describeLengths(
          [...own.train, ...own.valid, ...own.test],
          symbols ? "characters" : "steps",
        ) +
        `: ${own.train.length} to train on, ${own.valid.length} to choose by, ${own.test.length} to test`,
        ...classes.notes,
        ...notes,
      ],
    },
    batching === "similar-lengths" ? train.lengths : undefined,
  );
}
