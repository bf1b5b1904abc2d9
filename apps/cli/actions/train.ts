import { type RunConfig, TrainingRun } from "@bnlstm/train";
import "@bnlstm/core/gradients";
import { blameInput } from "../input_error.ts";
import { carryOutRun } from "../run/carry_out_run.ts";
import { describeRun } from "../run/describe_run.ts";
import type { MachineOptions } from "../backend/machine_options.ts";
import { describeRanks } from "../ranks/describe_ranks.ts";
import type { JoinedRanks } from "../ranks/joined_ranks.ts";
import type { RankOptions } from "../ranks/rank_options.ts";
import { RunFolder } from "../run/run_folder.ts";
import { RunLock } from "../run/run_lock.ts";
import { describeSession } from "../run/session.ts";
import { suggestedConfig } from "../run/suggested_config.ts";
import { useBackend } from "../backend/use_backend.ts";

/** Options of the command `train`: where a run reads and writes, and how it uses the machine. */
export interface TrainOptions extends MachineOptions {
  /** Folder of the run, which must not exist. Default: one named after the time. */
  runDir?: string;
  /** Folder with the official files of the task. Default: real data from npm. */
  dataDir?: string;
  /** Whether an event file for TensorBoard is written. Default: no. */
  tensorboard?: boolean;
  /** The processes that train together. */
  ranks?: JoinedRanks;
  /** Whose rows the statistics of a batch are over. */
  statistics?: RankOptions["statistics"];
}

/**
 * Trains from the beginning.
 *
 * @param wanted The configuration; its backend may be `auto`.
 * @param chosen Paths of the settings that the user gave; others may follow from the data.
 */
export async function train(
  wanted: RunConfig,
  options: TrainOptions,
  chosen: ReadonlySet<string> = new Set(),
): Promise<void> {
  const { runDir, dataDir, tensorboard: tensorBoard = false, blas, recompute, ranks } = options;
  const name = ranks && wanted.backend === "auto" ? "wasm" : wanted.backend;
  const threads = ranks ? ranks.threads(name, options.threads) : options.threads;
  const machine = { threads, blas, recompute };
  const backend = await useBackend(name, machine);
  const group = ranks?.group(backend.name, options.statistics);
  const named = { ...wanted, backend: backend.name };
  const { config, data, folder: dataFolder } = await suggestedConfig(named, dataDir, chosen);
  const run = await blameInput(() => TrainingRun.create(config, data, { group }));
  const folder = await RunFolder.create(ranks ? ranks.runDir(runDir) : runDir);
  using _ = await RunLock.take(folder.path);
  await folder.writeConfig(config);
  const processes = ranks && describeRanks(ranks, group!, threads);
  const session = await describeSession(backend, { step: 0, dataFolder, processes }, machine);
  console.log(describeRun(run, data, session, folder));
  await carryOutRun({ run, data, folder, session, evaluatedAt: 0, tensorBoard, group });
}
