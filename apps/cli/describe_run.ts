import type { TaskData, TrainingRun } from "@bnlstm/train";
import type { Session } from "./session.ts";

/** What is trained, on what and where, in a few lines. */
export function describeRun(run: TrainingRun, data: TaskData, session: Session): string {
  const { task, model, training, backend } = run.config;
  const parameters = Object.values(run.classifier.parameters)
    .reduce((sum, { size }) => sum + size, 0);
  const layers = model.layers > 1 ? `${model.layers} layers of ` : "";
  const thousands = (value: number) => value.toLocaleString("en");
  return [
    `${model.normalization === "batch" ? "BN-LSTM" : "LSTM"} with ${layers}${model.hiddenSize} ` +
    `units (${thousands(parameters)} parameters) on ${task}: ${data.train.timeSteps} time steps, ` +
    `${thousands(data.train.size)} training images, batches of ${training.batchSize}`,
    `backend ${backend}: ${session.device}, ${session.threads} ` +
    `thread${session.threads === 1 ? "" : "s"}`,
  ].join("\n");
}
