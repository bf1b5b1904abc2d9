import { EXIT_STATUS } from "../exit_status.ts";
import { failureOf } from "../failure_of.ts";
import { blameInput, InputError } from "../input_error.ts";
import { drawNoBars } from "../terminal/progress_bar.ts";
import { JoinedRanks } from "./joined_ranks.ts";
import type { RankOptions } from "./rank_options.ts";

const IF_LOST = "bnlstm resume continues a run from its last checkpoint, on any number of ranks";

/**
 * Carries out a command, on the processes that were started together if `--distributed` says so: then only the
 * first speaks. What goes wrong on one of them ends all, with one sentence.
 *
 * @param work The command, given the processes.
 * @throws {InputError} If processes cannot be joined, or options for them are given without `--distributed`.
 */
export async function onRanks(
  { distributed, statistics, timeout }: RankOptions,
  work: (ranks?: JoinedRanks) => Promise<void>,
): Promise<void> {
  if (distributed === undefined) {
    const [flag] = Object.entries({ statistics, timeout }).find(([, value]) => value) ?? [];
    if (flag) throw new InputError(`Cannot use --${flag}: it is for runs with --distributed mpi`);
    return await work();
  }
  const { connectMpi } = await import("@bnlstm/distributed");
  const communicator = await blameInput(() => connectMpi({ timeout, ifLost: IF_LOST }));
  const ranks = await JoinedRanks.create(communicator);
  const say = console.error;
  drawNoBars();
  if (!ranks.first) {
    console.log = () => {};
    console.error = () => {};
  }
  try {
    await work(ranks);
    communicator.finalize();
    await ranks.leave();
  } catch (error) {
    await ranks.leave();
    const { status, message } = failureOf(error);
    if (status === EXIT_STATUS.interrupted) {
      // All stopped after the same step.
      communicator.finalize();
      if (!ranks.first) Deno.exit(status);
      throw error;
    }
    // What goes wrong everywhere is told by the first; the others speak when it has nothing to tell.
    const { rank, size } = communicator;
    await new Promise((resolve) => setTimeout(resolve, 1000 * Math.min(rank, 5)));
    say(`bnlstm: rank ${rank} of ${size}: ${message}`);
    // Launchers drop what they have not read yet when they end a job.
    await new Promise((resolve) => setTimeout(resolve, 200));
    communicator.abort(status);
  }
}
