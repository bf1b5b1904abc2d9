import { type Command, Option } from "commander";
import { wholeNumber } from "./number_arguments.ts";

/** Adds the command `export`. */
export function addExportCommand(program: Command): void {
  program.command("export")
    .summary("write a trained model for other programs")
    .description(
      "Write the model of a run, or of a file, for other programs: a PyTorch state dict " +
        "(safetensors), an ONNX graph, a tfjs layers model (a folder with model.json and weights.bin), " +
        "or bnlstm's own format, which holds only the model.",
    )
    .argument("<run-or-file>", "folder of a run, or a .safetensors file of bnlstm")
    .addOption(
      new Option("--format <name>", "what to write").choices(["pytorch", "onnx", "tfjs", "bnlstm"])
        .makeOptionMandatory(),
    )
    .requiredOption("--output <path>", "file to write; for tfjs a folder")
    .addOption(
      new Option(
        "--statistics <source>",
        "population statistics: those that the run ended with, or the moving average kept while " +
          "training (default: the former if there are any)",
      ).choices(["population", "moving-average"]),
    )
    .option("--lengths", "onnx: rows may differ in length, which is an input of the graph")
    .option(
      "--streaming",
      "onnx: the state is input and output, so that a call can continue from the previous one",
    )
    .option(
      "--batch-size <n>",
      "pytorch: write variances as PyTorch would estimate them from batches of n rows (default: unchanged)",
      wholeNumber(2),
    )
    .action(async (path, options) => {
      const { exportModel } = await import("../actions/export.ts");
      await exportModel(path, options);
    });
}
