import { loadTaskData, type RunConfig, TrainingRun } from "@bnlstm/train";
import "@bnlstm/core/gradients";
import { blameInput } from "../blame_input.ts";
import { carryOutRun } from "../run/carry_out_run.ts";
import { dataSource } from "../run/data_source.ts";
import { describeRun } from "../run/describe_run.ts";
import { InputError } from "../input_error.ts";
import type { MachineOptions } from "../backend/machine_options.ts";
import { JsonLines } from "../run/json_lines.ts";
import { readCheckpoint } from "../run/read_checkpoint.ts";
import { RunFolder } from "../run/run_folder.ts";
import { describeSession, type Session } from "../run/session.ts";
import { useBackend } from "../backend/use_backend.ts";

/** What may differ from the run so far. */
export interface ResumeOptions extends MachineOptions {
  /** Steps in all. */
  steps?: number;
  /** Name of the backend. */
  backend?: string;
  /** Folder with the official files of the task. */
  dataDir?: string;
}

/** Goes on with a run from its last checkpoint. */
export async function resume(path: string, options: ResumeOptions): Promise<void> {
  const folder = await RunFolder.open(path);
  const checkpoint = await readCheckpoint(folder.checkpoint("last"));
  const earlier = (await JsonLines.read<Session>(folder.sessions)).at(-1);
  const name = options.backend ?? checkpoint.config.backend;
  const last = name === checkpoint.config.backend ? earlier : undefined;
  const { threads, blas, recompute } = options;
  const machine = name === "wasm"
    ? {
      threads: threads ?? last?.threads,
      blas: blas ?? last?.blas !== undefined,
      recompute: recompute ?? last?.recompute,
    }
    : { threads, blas, recompute, tuning: last?.tuning };
  const backend = await useBackend(name, machine);
  const { training } = checkpoint.config;
  const config: RunConfig = {
    ...checkpoint.config,
    backend: backend.name,
    training: { ...training, steps: options.steps ?? training.steps },
  };
  if (config.training.steps < checkpoint.step) {
    throw new InputError(
      `Cannot resume ${path}: --steps ${options.steps} is less than the ${checkpoint.step} done`,
    );
  }
  const dataFolder = options.dataDir ?? earlier?.dataFolder;
  const source = await dataSource(config, dataFolder);
  const data = await blameInput(() => loadTaskData(config, source));
  const run = await blameInput(() => TrainingRun.restore({ ...checkpoint, config }, data));
  await folder.writeConfig(config);
  const session = await describeSession(backend, { step: run.step, dataFolder }, machine);
  console.log(describeRun(run, data, session, folder));
  console.log(`resuming at step ${run.step} of ${config.training.steps}`);
  await carryOutRun({ run, data, folder, session, evaluatedAt: checkpoint.evaluatedAt });
}
