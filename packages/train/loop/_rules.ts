import {
  boolean,
  both,
  callable,
  fits,
  having,
  iterable,
  optional,
  record,
  type Rule,
  whole,
} from "@bnlstm/data/arguments";
import { checkpointSchema, dataShapeSchema } from "../checkpoint/_checkpoint_state.ts";
import { statisticsSchema } from "../checkpoint/_statistics_schema.ts";
import { runConfigSchema } from "../config/run_config.ts";

// Each is the rule for the type of its name.
export const RUN_CONFIG: Rule = fits(runConfigSchema);
export const CHECKPOINT: Rule = fits(checkpointSchema);
export const STATISTICS: Rule = fits(statisticsSchema);
export const DATA_SHAPE: Rule = fits(dataShapeSchema);
export const TASK_MODEL: Rule = having({ createStatistics: callable, score: callable });

// An array with a number of batches is one too.
export const BATCH_PASS: Rule = both(iterable, (attempt, name, pass) => {
  const { batches, contiguous } = pass as { batches: unknown; contiguous: unknown };
  whole(0)(attempt, `${name}.batches`, batches);
  optional(boolean)(attempt, `${name}.contiguous`, contiguous);
});

export const TASK_DATA: Rule = having({
  shape: DATA_SHAPE,
  stream: callable,
  resume: callable,
  pass: callable,
});

export const BATCH_STREAM: Rule = having({ batchesPerEpoch: whole(1), next: callable });

export const PROCESS_GROUP: Rule = having({ rank: whole(0), size: whole(1), gather: callable });

export const PASS_OPTIONS: Rule = record({
  progress: optional(callable),
  signal: optional(having({ throwIfAborted: callable })),
  group: optional(PROCESS_GROUP),
});
