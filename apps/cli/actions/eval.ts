import { TASKS } from "@bnlstm/train/tasks";
import {
  describeBaselines,
  describeHeadline,
  describeSequences,
} from "../report/describe_evaluation.ts";
import { describeUnseen } from "../report/describe_unseen.ts";
import { locateData } from "../run/data_source.ts";
import { evaluateCheckpoint, type EvaluateCheckpointOptions } from "../run/evaluate_checkpoint.ts";
import { locateCheckpoint, readCheckpoint } from "../run/read_checkpoint.ts";
import { sayWhichData } from "../run/say_which_data.ts";
import type { MachineOptions } from "../backend/machine_options.ts";
import type { JoinedRanks } from "../ranks/joined_ranks.ts";
import { ProgressBar } from "../terminal/progress_bar.ts";
import { useBackend } from "../backend/use_backend.ts";

/** Options of the command `eval`. */
export interface EvalOptions
  extends
    Pick<EvaluateCheckpointOptions, "split" | "streams">,
    Pick<MachineOptions, "threads" | "blas"> {
  /** Statistics to normalize with. Default: as configured in the run. */
  statistics?: EvaluateCheckpointOptions["source"];
  /** Name of the backend. Default: that of the run. */
  backend?: string;
  /** Folder with the official files of the task. */
  dataDir?: string;
  /** Whether the result is printed as JSON. */
  json?: boolean;
  /** The processes that share the work. */
  ranks?: JoinedRanks;
}

/** Evaluates a checkpoint, or the best one of a run, and prints the result. */
export async function evaluateAndPrint(path: string, options: EvalOptions): Promise<void> {
  const { split, streams, dataDir, blas, ranks } = options;
  const locate = () => locateCheckpoint(path);
  const file = ranks ? await ranks.copyFile(locate) : await locate();
  const checkpoint = await readCheckpoint(file);
  const { config, step } = checkpoint;
  const wanted = options.backend ?? config.backend;
  const threads = ranks ? ranks.threads(wanted, options.threads) : options.threads;
  const { name: backend } = await useBackend(wanted, { threads, blas });
  const { data } = await locateData(config, dataDir, "checkpoint");
  sayWhichData(file, checkpoint, data);
  const source = options.statistics ?? config.statistics.population;
  const bar = new ProgressBar();
  const { statistics: _, ...evaluation } = await evaluateCheckpoint(checkpoint, data, {
    split,
    source,
    streams,
    group: ranks?.group(backend, undefined),
    progress: (label, done, total) => bar.update({ label, step: done, steps: total }),
  });
  bar.end();
  const { noun, headline } = TASKS[config.task];
  const statistics = config.model.normalization === "none" ? "none" : source;
  const baselines = data.baselines?.[split];
  if (options.json) {
    console.log(JSON.stringify({
      checkpoint: file,
      step,
      split,
      statistics,
      backend,
      ...evaluation,
      [headline.name]: headline.of(evaluation),
      baselines,
      ...data.unseen && { unseen: Object.fromEntries(data.unseen[split]) },
    }));
    return;
  }
  console.log(
    `${split} ${describeHeadline(headline, evaluation)}  loss ${evaluation.loss.toFixed(4)}  ` +
      `(${describeSequences(data, noun, evaluation)}, checkpoint of step ${step}, ` +
      `statistics ${statistics})`,
  );
  if (baselines) console.log(describeBaselines(headline, baselines));
  const unseen = describeUnseen(data, [split]);
  if (unseen) console.log(`not predicted, since the training text lacks them: ${unseen}`);
}
