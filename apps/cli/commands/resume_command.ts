import type { Command } from "commander";
import { addMachineOptions } from "./add_machine_options.ts";
import { wholeNumber } from "./number_arguments.ts";
import { addRankOptions } from "./add_rank_options.ts";
import { onRanks } from "../ranks/on_ranks.ts";

/** Adds the command `resume`. */
export function addResumeCommand(program: Command): void {
  const command = program.command("resume")
    .summary("continue a run that was stopped")
    .description(
      "Continue a run from its last checkpoint, exactly as if it had never been stopped: to the bit, " +
        "as long as the backend, the number of threads, --recompute and --blas, the library and the kind " +
        "of processor stay the same.",
    )
    .argument("<run>", "folder of the run")
    .option(
      "--steps <number>",
      "total number of updates (default: as when the run was started)",
      wholeNumber(1),
    )
    .option("--backend <name>", "tfjs backend to compute with (default: that of the run)")
    .option(
      "--data-dir <path>",
      "folder with the official files of the task (default: as when the run was started)",
    )
    .option("--tensorboard", "write an event file for TensorBoard (default: as before)")
    .action(async (run, options) => {
      const { resume } = await import("../actions/resume.ts");
      await onRanks(options, (ranks) => resume(run, { ...options, ranks }));
    });
  addMachineOptions(command, "resume");
  addRankOptions(command, true);
}
