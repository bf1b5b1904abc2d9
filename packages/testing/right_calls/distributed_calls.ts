import { oneProcess } from "@bnlstm/distributed";
import { rightCall as call, type RightCalls } from "./right_call.ts";

const alone = oneProcess();

/** What a communicator does, in one process. */
export const DISTRIBUTED_CALLS: RightCalls = {
  "Communicator.broadcast": call(alone.broadcast, () => [Uint8Array.of(1, 2), 0]),
  "Communicator.gather": call(alone.gather, () => [Uint8Array.of(1, 2)]),
  "Communicator.sum": call(alone.sum, () => [Float64Array.of(1, 2)]),
};
