import { checkpointModel, decodeModel, isModelFile, type PortableModel } from "@bnlstm/convert";
import { useBackend } from "../backend/use_backend.ts";
import { blameInput, InputError } from "../input_error.ts";
import { locateCheckpoint, readCheckpoint } from "./read_checkpoint.ts";
import { readFile } from "./read_file.ts";

/** Population statistics that a checkpoint may have. */
export type StatisticsOfCheckpoint = "population" | "moving-average";

/**
 * Reads a model: that of the best checkpoint of a run, that of a checkpoint, or one in a file of its own.
 *
 * @param path A folder or a file.
 * @param statistics Which statistics it comes with; those that the run ended with, if there are any, when absent.
 * @throws {InputError} If there is none, or it has not the statistics asked for.
 */
export async function readModel(
  path: string,
  statistics?: StatisticsOfCheckpoint,
): Promise<PortableModel> {
  const file = await locateCheckpoint(path);
  const bytes = await readFile("read model", file);
  if (isModelFile(bytes)) {
    if (statistics) {
      throw new InputError(`Cannot use --statistics with ${path}: it has one kind of statistics`);
    }
    return await blameInput(() => decodeModel(bytes));
  }
  const checkpoint = await readCheckpoint(file);
  if (statistics === "population" && checkpoint.population === undefined) {
    throw new InputError(
      `Cannot read model ${path}: it has no statistics of a pass over the training set, which ends ` +
        "a run",
    );
  }
  // Parameters are not computed with, but some backend holds them.
  await useBackend("cpu");
  return await blameInput(() =>
    checkpointModel(
      checkpoint,
      statistics === "moving-average" ? checkpoint.statistics : checkpoint.population,
    )
  );
}
