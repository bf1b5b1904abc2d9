import { DATA_CALLS } from "./data_calls.ts";
import type { RightCalls } from "./right_call.ts";
import { TRAIN_CALLS } from "./train_calls.ts";

/** Calls of the public functions of all packages, on the current backend. */
export const RIGHT_CALLS: RightCalls = { ...DATA_CALLS, ...TRAIN_CALLS };
