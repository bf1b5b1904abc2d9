import { type Checkpoint, decodeCheckpoint, restoreModel, type TaskModel } from "@bnlstm/train";
import { prepareMachine } from "./machine.ts";

/** A trained model and what it needs to be used: of a run under way, or of a checkpoint. */
export interface ModelInUse extends Pick<Checkpoint, "config" | "data" | "statistics"> {
  model: TaskModel<unknown>;
}

/**
 * The model of a checkpoint, with the statistics of a pass over the training set if it has any.
 *
 * @throws {TypeError} If it is no checkpoint.
 */
export async function modelOf(bytes: Uint8Array, assets: string): Promise<ModelInUse> {
  const checkpoint = await decodeCheckpoint(bytes);
  await prepareMachine("wasm", 1, assets);
  const { config, data, population, statistics } = checkpoint;
  return { model: restoreModel(checkpoint), config, data, statistics: population ?? statistics };
}
