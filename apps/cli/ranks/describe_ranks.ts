import type { ProcessGroup } from "@bnlstm/train";
import type { Processes } from "../run/session.ts";
import { complain } from "../terminal/complain.ts";
import type { JoinedRanks } from "./joined_ranks.ts";

/**
 * Describes processes that train together; every one of them must call it. Warns if there are too many for the
 * machine.
 *
 * @param threads Threads of each.
 */
export function describeRanks(
  ranks: JoinedRanks,
  group: ProcessGroup,
  threads: number | undefined,
): Processes {
  const { size, name } = ranks.communicator;
  const places = group.gather(new TextEncoder().encode(String(Deno.pid)))
    .map((bytes) => new TextDecoder().decode(bytes));
  const crowding = ranks.crowding(threads);
  if (crowding) complain(crowding);
  const statistics = group.statistics ? "synchronized" : "local";
  return { count: size, mpi: name, statistics, places };
}
