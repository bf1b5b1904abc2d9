import { encodeCheckpoint, type TaskData } from "@bnlstm/train";
import { evaluateCheckpoint, type EvaluateCheckpointOptions } from "./evaluate_checkpoint.ts";
import type { TestRecord } from "./metrics_record.ts";
import { readCheckpoint } from "./read_checkpoint.ts";
import type { RunFolder } from "./run_folder.ts";

/**
 * Evaluates the best checkpoint of a run on the test set, with population statistics estimated by a
 * pass over the training set; these are added to the checkpoint.
 *
 * @param step Updates of the whole run.
 * @returns What to note in `metrics.jsonl`.
 */
export async function finalEvaluation(
  folder: RunFolder,
  step: number,
  data: TaskData<unknown>,
  options: Pick<EvaluateCheckpointOptions, "progress" | "signal" | "group">,
): Promise<TestRecord> {
  const checkpoint = await readCheckpoint(folder.checkpoint("best"));
  const { config } = checkpoint;
  const { statistics, ...evaluation } = await evaluateCheckpoint(checkpoint, data, {
    ...options,
    split: "test",
    source: config.statistics.population,
  });
  const bytes = await encodeCheckpoint({ ...checkpoint, population: statistics });
  await folder.writeCheckpoint(bytes, ["best"], config.training.keepCheckpoints);
  return {
    type: "test",
    step,
    checkpointStep: checkpoint.step,
    ...evaluation,
  };
}
