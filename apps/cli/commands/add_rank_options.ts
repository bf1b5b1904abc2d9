import { type Command, Option } from "commander";
import { numberWhere } from "./number_arguments.ts";

/**
 * Adds the flags of `RankOptions` to a command.
 *
 * @param trains Whether it trains: only then are batches normalized.
 */
export function addRankOptions(command: Command, trains: boolean): void {
  const add = (option: Option) => command.addOption(option.helpGroup("Several processes:"));
  add(
    new Option(
      "--distributed <how>",
      "share the work with the other processes that mpiexec or srun started; needs --allow-ffi of deno run",
    ).choices(["mpi"]),
  );
  if (trains) {
    add(
      new Option(
        "--statistics <whose>",
        "normalize batches as if they were in one process (synchronized), or the rows of each process by " +
          "themselves, with few messages (local) (default: synchronized on cpu and wasm, else local)",
      ).choices(["synchronized", "local"]),
    );
  }
  add(
    new Option(
      "--timeout <seconds>",
      "how long one waits for the others before all end (default: 300)",
    )
      .argParser(numberWhere((value) => value > 0, "a number of seconds > 0")),
  );
}
