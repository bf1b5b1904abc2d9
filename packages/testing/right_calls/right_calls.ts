import { CONVERT_CALLS } from "./convert_calls.ts";
import { CORE_CALLS } from "./core_calls.ts";
import { DATA_CALLS } from "./data_calls.ts";
import { DISTRIBUTED_CALLS } from "./distributed_calls.ts";
import { LAYERS_CALLS } from "./layers_calls.ts";
import { MODEL_CALLS } from "./model_calls.ts";
import type { RightCalls } from "./right_call.ts";
import { TRAIN_CALLS } from "./train_calls.ts";

/** Calls of the public functions of all packages, on the current backend. */
export const RIGHT_CALLS: RightCalls = {
  ...CONVERT_CALLS,
  ...CORE_CALLS,
  ...DATA_CALLS,
  ...DISTRIBUTED_CALLS,
  ...LAYERS_CALLS,
  ...MODEL_CALLS,
  ...TRAIN_CALLS,
};
