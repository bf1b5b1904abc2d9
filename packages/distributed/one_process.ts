import { checkBytes, checkNumbers, checkRoot } from "./_check_arguments.ts";
import type { Communicator } from "./communicator.ts";

/**
 * A communicator of a single process, with no other ranks.
 *
 * @example
 * ```ts
 * import { oneProcess } from "@bnlstm/distributed";
 *
 * const values = new Float64Array([1, 2]);
 * oneProcess().sum(values); // [1, 2]: there is nothing to add
 * ```
 */
export function oneProcess(): Communicator {
  return {
    rank: 0,
    size: 1,
    cores: navigator.hardwareConcurrency,
    name: "one process",
    sum: checkNumbers,
    gather(bytes) {
      checkBytes("gather from the ranks", bytes);
      return [bytes.slice()];
    },
    broadcast(bytes, root = 0) {
      checkBytes("broadcast", bytes);
      checkRoot(root, 1);
      return bytes.slice();
    },
    barrier() {},
    abort: (status) => globalThis.Deno.exit(status),
    finalize() {},
  };
}
