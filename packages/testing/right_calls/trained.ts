import { type Checkpoint, encodeCheckpoint, estimatePopulation, TrainingRun } from "@bnlstm/train";
import type { ModelStatistics } from "@bnlstm/core";
import type { TaskModel } from "@bnlstm/train/models";
import type { DataShape } from "@bnlstm/train/tasks";
import type { TinyRun } from "../../train/fixtures/tiny_runs.ts";

/** What is made of a new model; objects are new every time, as they will be changed. */
export interface Trained extends TinyRun {
  model: TaskModel<unknown>;
  bytes: Uint8Array;
  checkpoint(): Checkpoint;
  statistics(): ModelStatistics;
  shape(): DataShape;
}

/** A new model with statistics. */
export async function trained({ config, data }: TinyRun): Promise<Trained> {
  const run = TrainingRun.create(config, data);
  const population = await estimatePopulation(run.model, data, config);
  const checkpoint = { ...await run.checkpoint(), population };
  return {
    config,
    data,
    model: run.model,
    bytes: await encodeCheckpoint(checkpoint),
    checkpoint: () => structuredClone(checkpoint),
    statistics: () => structuredClone(population),
    shape: () => structuredClone(data.shape),
  };
}
