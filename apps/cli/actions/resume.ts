import { type Checkpoint, type RunConfig, type TaskData, TrainingRun } from "@bnlstm/train";
import "@bnlstm/core/gradients";
import type { MachineOptions } from "../backend/machine_options.ts";
import { useBackend } from "../backend/use_backend.ts";
import { blameInput, InputError } from "../input_error.ts";
import { describeRanks } from "../ranks/describe_ranks.ts";
import type { JoinedRanks } from "../ranks/joined_ranks.ts";
import type { RankOptions } from "../ranks/rank_options.ts";
import { carryOutRun } from "../run/carry_out_run.ts";
import { locateData } from "../run/data_source.ts";
import { describeRun } from "../run/describe_run.ts";
import { JsonLines } from "../run/json_lines.ts";
import { readCheckpoint } from "../run/read_checkpoint.ts";
import { RunFolder } from "../run/run_folder.ts";
import { RunLock } from "../run/run_lock.ts";
import { describeSession, type Session } from "../run/session.ts";
import { settledConfig } from "../run/settled_config.ts";
import { TensorBoardLog } from "../run/tensor_board_log.ts";
import { removeHalfWritten } from "../run/write_atomically.ts";
import { complain } from "../terminal/complain.ts";

/** Options of the command `resume`: what may differ from the run so far. */
export interface ResumeOptions extends MachineOptions {
  /** Total number of steps. */
  steps?: number;
  /** Name of the backend. */
  backend?: string;
  /** Folder with the official files of the task. */
  dataDir?: string;
  /** Whether an event file for TensorBoard is written. Default: as before. */
  tensorboard?: boolean;
  /** The processes that train together. */
  ranks?: JoinedRanks;
  /** Whose rows the statistics of a batch are over. Default: as in the last session. */
  statistics?: RankOptions["statistics"];
}

/**
 * Continues a run from its last checkpoint, or from its configuration if it was killed before the first one.
 */
export async function resume(given: string, options: ResumeOptions): Promise<void> {
  const { ranks } = options;
  const path = ranks ? await ranks.copyFolder(given) : given;
  const folder = await RunFolder.open(path);
  using _ = await RunLock.take(folder.path);
  await removeHalfWritten(folder.path);
  const last = folder.checkpoint("last");
  const checkpoint = await folder.has(last) ? await readCheckpoint(last) : undefined;
  const before = await settledConfig(folder, checkpoint?.config);
  const session = (await JsonLines.read<Session>(folder.sessions)).at(-1);
  const wanted = withOptions(path, before, options, checkpoint?.step ?? 0);
  const machine = machineOf(
    ranks ? { ...options, threads: ranks.threads(wanted.backend, options.threads) } : options,
    wanted.backend,
    wanted.backend === before.backend ? session : undefined,
  );
  const backend = await useBackend(wanted.backend, machine);
  const group = ranks?.group(
    backend.name,
    options.statistics ?? session?.processes?.statistics,
  );
  const config = { ...wanted, backend: backend.name };
  const located = await locateData(config, options.dataDir ?? session?.dataFolder);
  const { data } = located;
  checkFiles(path, checkpoint, data);
  const run = await blameInput(() =>
    checkpoint === undefined
      ? TrainingRun.create(config, data, { group })
      : TrainingRun.restore({ ...checkpoint, config }, data, { group })
  );
  // Changes to a run that has begun are reported.
  if (checkpoint) sayWhatSteps(checkpoint.config, config);
  await folder.writeConfig(config);
  const now = await describeSession(backend, {
    step: run.step,
    dataFolder: located.folder,
    measuredFrom: await measuredFrom(folder, run.step, session),
    processes: ranks && describeRanks(ranks, group!, machine.threads),
  }, machine);
  console.log(describeRun(run, data, now, folder));
  console.log(`resuming at step ${run.step} of ${config.training.steps}`);
  const evaluatedAt = checkpoint?.evaluatedAt ?? 0;
  const tensorBoard = options.tensorboard ?? await TensorBoardLog.existsIn(folder.path);
  await carryOutRun({ run, data, folder, session: now, evaluatedAt, tensorBoard, group });
}

/** The configuration with the changes that the user wants. */
function withOptions(
  path: string,
  before: RunConfig,
  { steps = before.training.steps, backend = before.backend }: ResumeOptions,
  done: number,
): RunConfig {
  if (steps < done) {
    throw new InputError(`Cannot resume ${path}: ${steps} steps are fewer than the ${done} done`);
  }
  return { ...before, backend, training: { ...before.training, steps } };
}

/** How the machine is used: as in the last session, with the changes that the user wants. */
function machineOf(
  { threads, blas, recompute }: ResumeOptions,
  backend: string,
  last: Session | undefined,
): MachineOptions {
  return backend === "wasm"
    ? {
      threads: threads ?? last?.threads,
      blas: blas ?? last?.blas !== undefined,
      recompute: recompute ?? last?.recompute,
    }
    : { threads, blas, recompute, tuning: last?.tuning };
}

/** Data is identified by its contents: another file of the same name is another text. */
function checkFiles(
  path: string,
  checkpoint: Checkpoint | undefined,
  { shape: { files } }: TaskData<unknown>,
): void {
  const before = checkpoint?.data.files;
  if (before === undefined || before === files) return;
  throw new InputError(
    `Cannot resume ${path}: the data is not what the run was trained on; ` +
      "name the folder where that is by --data-dir",
  );
}

function sayWhatSteps({ training }: RunConfig, now: RunConfig): void {
  const { steps } = now.training;
  if (steps === training.steps || now.optimizer.schedule !== "cosine") return;
  complain(
    `the learning rate now falls to 0 at step ${steps}, and not at ${training.steps}, ` +
      "from here on: the run is not what it would have been",
  );
}

/** The step after which the log begins: a new one if the user has moved the old log away. */
async function measuredFrom(
  folder: RunFolder,
  step: number,
  session: Session | undefined,
): Promise<number | undefined> {
  if (step === 0 || await folder.has(folder.metrics)) return session?.measuredFrom;
  complain(`${folder.metrics} is missing: what was measured up to step ${step} is not there`);
  return step;
}
