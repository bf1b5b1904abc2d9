import {
  encodeCheckpoint,
  type ProcessGroup,
  type TaskData,
  type TrainingRun,
} from "@bnlstm/train";
import { TASKS } from "@bnlstm/train/tasks";
import {
  describeBaselines,
  describeHeadline,
  describeSequences,
} from "../report/describe_evaluation.ts";
import { explainStop } from "./explain_stop.ts";
import { finalEvaluation } from "./final_evaluation.ts";
import { InterruptedError, Interruption } from "./interruption.ts";
import { JsonLines } from "./json_lines.ts";
import type { MetricsRecord, TimingRecord } from "./metrics_record.ts";
import { missingRecord, repeatedRecord } from "./missing_records.ts";
import { testReport } from "./test_report.ts";
import type { RunFolder } from "./run_folder.ts";
import type { Session } from "./session.ts";
import { TensorBoardLog } from "./tensor_board_log.ts";
import { shellWord } from "../shell_word.ts";
import { TrainingDisplay } from "../terminal/training_display.ts";

/** A run that is about to start or go on. */
export interface ReadyRun {
  /** The run. */
  run: TrainingRun;
  /** Its data. */
  data: TaskData<unknown>;
  /** Where everything is written. */
  folder: RunFolder;
  /** This process. */
  session: Session;
  /** Step of the last evaluation that the run knows of; 0 before the first. */
  evaluatedAt: number;
  /** Whether TensorBoard is to show it. */
  tensorBoard: boolean;
  /** The processes that train together. Default: this one alone. */
  group?: ProcessGroup;
}

/**
 * Trains to the end and evaluates, writing everything to the run's folder.
 *
 * What an earlier process wrote after the step that `run` stands at is cut off first, so that it makes
 * no difference whether and where a run was stopped. A checkpoint is there from the start, which also shows
 * that there is room for one, and what was measured is on the disk before a checkpoint that counts on it.
 *
 * @throws {InterruptedError} If the user stopped it; a checkpoint was saved.
 * @throws {InputError} If what was measured before is damaged.
 * @throws {FailureError} If the GPU was lost or the disk is full, naming the last checkpoint.
 */
export async function carryOutRun(ready: ReadyRun): Promise<void> {
  const { run, data, folder, session, evaluatedAt, tensorBoard, group } = ready;
  const { task, training: { steps, keepCheckpoints } } = run.config;
  const { noun, headline } = TASKS[task];
  const firstStep = run.step;
  let savedAt = firstStep;
  const display = new TrainingDisplay({ firstStep, steps, headline });
  using interruption = new Interruption(() =>
    display.print("Stopping after this step; Ctrl-C again quits without saving")
  );
  const { signal } = interruption;

  const upToHere = ({ type, step }: MetricsRecord) =>
    type !== "test" && step <= (type === "step" ? firstStep : evaluatedAt);
  const span = { from: session.measuredFrom ?? 0, step: firstStep, evaluatedAt };
  const sessions = await JsonLines.open<Session>(folder.sessions, { keep: () => true });
  const metrics = await JsonLines.open<MetricsRecord>(folder.metrics, {
    keep: upToHere,
    problem: (kept) => missingRecord(kept, run.config, span) ?? repeatedRecord(kept),
  });
  const timing = await JsonLines.open<TimingRecord>(folder.timing, {
    keep: ({ step }) => step <= firstStep,
    problem: (kept) => {
      // One for each record of the log. How long the start took may be forgotten.
      const records = (["step", "validation"] as const)
        .flatMap((type) => kept.map(({ step }) => ({ type, step })));
      const from = kept.length > 0 ? kept[0].step - 1 : firstStep;
      return missingRecord(records, run.config, { ...span, from });
    },
  });
  const before = timing.kept.at(-1)?.seconds ?? 0;
  const events = tensorBoard ? await TensorBoardLog.create(folder.path, firstStep) : undefined;
  const startedAt = performance.now();
  const record = (line: MetricsRecord) => {
    const complete = { ...line, [headline.name]: headline.of(line) };
    metrics.append(complete);
    events?.append(complete);
    const seconds = before + (performance.now() - startedAt) / 1000;
    const { sequencesPerSecond } = display;
    timing.append({ step: line.step, seconds, sequencesPerSecond });
  };

  const stopped = () =>
    new InterruptedError(
      `stopped at step ${run.step} of ${steps}; continue with: bnlstm resume ${
        shellWord(folder.path)
      }`,
    );
  const save = async (bytes: Uint8Array, names: readonly string[]) => {
    await Promise.all([metrics.sync(), timing.sync()]);
    await folder.writeCheckpoint(bytes, names, keepCheckpoints);
  };

  try {
    sessions.append(session);
    if (firstStep === 0) await save(await encodeCheckpoint(await run.checkpoint()), ["last"]);
    for await (const event of run.train(signal)) {
      switch (event.type) {
        case "step":
          display.step(event);
          break;
        case "log":
          display.log(event);
          record({ type: "step", step: event.step, ...event.metrics });
          break;
        case "evaluation": {
          const { step, best, metrics } = event;
          display.evaluation(event);
          record({ type: "validation", step, best, ...metrics });
          break;
        }
        case "checkpoint":
          await save(event.bytes, event.names);
          if (event.names.includes("last")) savedAt = event.step;
          break;
        case "done":
          if (event.reason === "patience") display.print("No improvement: training stops here");
          // Perhaps it was another process that was asked to.
          if (event.reason === "aborted") throw stopped();
      }
    }
    const test = await finalEvaluation(folder, run.step, data, {
      progress: (label, done, total) => display.pass(label, done, total),
      // The others would wait for one that stops here.
      signal: group ? undefined : signal,
      group,
    });
    record(test);
    await Promise.all([metrics.sync(), timing.sync()]);
    display.end();
    console.log(
      `test ${describeHeadline(headline, test)}  loss ${test.loss.toFixed(4)}  ` +
        `(${describeSequences(data, noun, test)}, checkpoint of step ${test.checkpointStep})`,
    );
    if (data.baselines) console.log(describeBaselines(headline, data.baselines.test));
    const report = await testReport(folder, data);
    if (report) console.log(report);
    console.log(`run folder ${folder.path}`);
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    if (signal.aborted && error === signal.reason) throw stopped();
    throw explainStop(error, { step: run.step, steps, savedAt, folder: folder.path });
  } finally {
    display.end();
    for (const file of [metrics, timing, sessions, events]) file?.close();
  }
}
