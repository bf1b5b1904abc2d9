import type { TaskData, TrainingRun } from "@bnlstm/train";
import { TASKS } from "@bnlstm/train/tasks";
import { describeUnseen } from "../report/describe_unseen.ts";
import type { RunFolder } from "./run_folder.ts";
import type { Processes, Session } from "./session.ts";

/** What is trained, on what, and where, in a few short lines. */
export function describeRun(
  run: TrainingRun,
  data: TaskData<unknown>,
  session: Session,
  folder: RunFolder,
): string {
  const { task, model, backend } = run.config;
  const parameters = Object.values(run.model.parameters)
    .reduce((sum, { size }) => sum + size, 0);
  const layers = model.layers > 1 ? `${model.layers} layers of ` : "";
  const thousands = (value: number) => value.toLocaleString("en");
  const plural = (count: number, noun: string) =>
    `${thousands(count)} ${noun}${count === 1 ? "" : "s"}`;
  const unseen = describeUnseen(data, ["valid", "test"]);
  const { symbols } = data.shape;
  const { training, optimizer } = run.config;
  return [
    ...(data.notes ?? []).map((note, at) => `${at === 0 ? "found    " : "         "}${note}`),
    `model    ${model.normalization === "none" ? "LSTM" : "BN-LSTM"}, ` +
    `${layers}${model.hiddenSize} units, ${plural(parameters, "parameter")}`,
    `data     ${task}, ${plural(data.shape.timeSteps, "time step")}, ` +
    plural(data.sizes.train, `training ${TASKS[task].noun}`) +
    (symbols ? `, ${plural(symbols.length, "symbol")}` : ""),
    ...data.notes
      ? [
        `training ${plural(training.steps, "step")} of ${training.batchSize} ${
          TASKS[task].noun
        }s, ` +
        `learning rate ${optimizer.learningRate}`,
      ]
      : [],
    ...unseen ? [`unseen   ${unseen}`] : [],
    `backend  ${backend}, ${session.device}${
      session.threads === undefined ? "" : `, ${plural(session.threads, "thread")}`
    }${session.blas === undefined ? "" : `, ${session.blas}`}`,
    ...session.processes ? [describeProcesses(session.processes)] : [],
    `folder   ${folder.path}`,
  ].join("\n");
}

function describeProcesses({ count, mpi, statistics, places }: Processes): string {
  return `ranks    ${count} over ${mpi}, statistics ${statistics}, process ids ${places.join(" ")}`;
}
