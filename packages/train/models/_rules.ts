import { having, oneOf, optional, type Rule, seed, whole } from "@bnlstm/data/arguments";
import { checkMemory } from "../loop/_check_run.ts";
import { SEQUENCES } from "./_batch_rules.ts";
import { PROCESS_GROUP, RUN_CONFIG } from "../loop/_rules.ts";
import type { RunConfig } from "../config/run_config.ts";
import type { DataShape } from "../tasks/data_shape.ts";

const SIZE = whole(1);
const SHAPE = having({ inputSize: SIZE, timeSteps: SIZE, classes: SIZE });

/** Refuses a configuration or a shape from which no model can be made. */
export function checkNewModel(config: RunConfig, shape: DataShape): void {
  RUN_CONFIG("create the model", "config", config);
  SHAPE("create the model", "shape", shape);
  checkMemory(config, shape);
}

/** The rule for the options of scores. */
export const SCORE_OPTIONS: Rule = having({
  mode: oneOf("train", "eval"),
  statistics: optional(having({})),
  state: optional(having({})),
  group: optional(PROCESS_GROUP),
  noiseSeed: optional(seed),
});

/** Refuses a batch of sequences, or options for scoring it, that break their rules. */
export function check(
  attempt: string,
  { batch, options }: Readonly<Record<"batch" | "options", unknown>>,
): void {
  SEQUENCES(attempt, "batch", batch);
  SCORE_OPTIONS(attempt, "options", options);
}
