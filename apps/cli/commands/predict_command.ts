import { type Command, Option } from "commander";

/** Adds the command `predict`. */
export function addPredictCommand(program: Command): void {
  program.command("predict")
    .summary("predict sequences of a file")
    .description(
      "Predict the class of each sequence of a file, or the steps that follow it, with a trained model: one line " +
        "per sequence, in the order of the file. A file may be larger than memory " +
        "if the rows of each sequence are together.",
    )
    .argument("<run-or-checkpoint>", "folder of a run, or a .safetensors file")
    .argument(
      "<file>",
      "file with the columns that the model was trained on, or - for standard input",
    )
    .option("--output <file>", "file to write to (default: standard output)")
    .addOption(
      new Option(
        "--format <name>",
        "how predictions are written (default: by the name of --output, else csv)",
      )
        .choices(["csv", "jsonl"]),
    )
    .option("--every-step", "predict after every step of a sequence, not only after its last one")
    .addOption(
      new Option("--header <name>", "whether the first record names the columns")
        .choices(["guess", "present", "absent"]).default("guess"),
    )
    .option("--backend <name>", "tfjs backend to compute with (default: that of the run)")
    .action(async (path, file, options) => {
      const { predict } = await import("../actions/predict.ts");
      await predict(path, file, options);
    });
}
