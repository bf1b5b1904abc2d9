import { type Command, Option } from "commander";

/** Adds the command `describe`. */
export function addDescribeCommand(program: Command): void {
  program.command("describe")
    .summary("show what is in a file of sequences")
    .description(
      "Show the columns of a file, what each would be used as, the lengths of its sequences and its classes, and the " +
        "command that would train on it. Nothing is trained.",
    )
    .argument("<file>", "CSV, TSV, JSON Lines, .ts, .npy, .npz or Parquet, plain or gzip")
    .addOption(
      new Option("--task <name>", "task it would be used for (default: guessed)")
        .choices(["sequence-classification", "text-classification", "forecasting"]),
    )
    .addOption(
      new Option("--header <name>", "whether the first record names the columns")
        .choices(["guess", "present", "absent"]).default("guess"),
    )
    .action(async (file, options) => {
      const { describe } = await import("../actions/describe.ts");
      await describe(file, options);
    });
}
