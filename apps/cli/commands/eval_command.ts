import { type Command, Option } from "commander";

/** Adds the command `eval`. */
export function addEvalCommand(program: Command): void {
  program.command("eval")
    .summary("evaluate a checkpoint")
    .description("Evaluate a checkpoint, or the best one of a run, with population statistics.")
    .argument("<run-or-checkpoint>", "folder of a run, or a .safetensors file")
    .addOption(
      new Option("--split <name>", "part of the data").choices(["train", "valid", "test"])
        .default("test"),
    )
    .addOption(
      new Option(
        "--statistics <source>",
        "population statistics: from a pass over the training set, exact (pooled) or the paper's " +
          "mean of batch estimates (average), or the moving average kept while training " +
          "(default: as the run was configured)",
      ).choices(["pooled", "average", "moving-average"]),
    )
    .option("--backend <name>", "tfjs backend that computes (default: that of the run)")
    .option(
      "--data-dir <path>",
      "folder with the official files of the task, plain or .gz (default: real data from npm)",
    )
    .option("--json", "print the result as JSON")
    .action(async (path, options) => {
      const { evaluateAndPrint } = await import("./eval.ts");
      await evaluateAndPrint(path, options);
    });
}
