import { TASK_NAMES } from "@bnlstm/train/config";
import { type Command, Option } from "commander";
import { numberWhere, wholeNumber } from "./number_arguments.ts";

/** Adds the command `import`. */
export function addImportCommand(program: Command): void {
  program.command("import")
    .summary("import a model that was trained elsewhere")
    .description(
      "Import a model that was trained elsewhere: a PyTorch state dict of nn.LSTM or of the public " +
        "BN-LSTM port, saved as safetensors, or a tfjs layers model. It becomes a file that bnlstm export " +
        "and @bnlstm/convert read, or with --run-dir a run, which can be evaluated and trained further.",
    )
    .argument("<file>", "a .safetensors file, or model.json with its weights in the same folder")
    .addOption(
      new Option("--format <name>", "format of the file").choices(["pytorch", "tfjs"])
        .makeOptionMandatory(),
    )
    .option("--output <file>", "file to write")
    .option("--run-dir <folder>", "new folder for a run that starts with the model")
    .addOption(
      new Option("--task <name>", "task of the run").choices([...TASK_NAMES])
        .helpGroup("With --run-dir:"),
    )
    .addOption(
      new Option("--recipe <name|file>", "further settings of the run, as for bnlstm train")
        .helpGroup("With --run-dir:"),
    )
    .addOption(
      new Option("--data-dir <path>", "folder with the official files of the task")
        .helpGroup("With --run-dir:"),
    )
    .addOption(
      new Option(
        "--prefix <text>",
        "what the names of the LSTM begin with, if the file has several",
      ).helpGroup("PyTorch:"),
    )
    .addOption(
      new Option(
        "--reads <h>",
        "which h the linear layer reads: the last of each row, or that of every step (default: last)",
      ).choices(["last", "every"]).helpGroup("PyTorch:"),
    )
    .addOption(
      new Option(
        "--epsilon <n>",
        "added to variances (default: as noted in the file, or else PyTorch's 1e-5)",
      ).argParser(numberWhere((value) => value > 0 && value < Infinity, "a number > 0")).helpGroup(
        "PyTorch:",
      ),
    )
    .addOption(
      new Option(
        "--batch-size <n>",
        "turn variances that PyTorch estimated from batches of n rows into those of bnlstm (default: " +
          "leave them, so that results are PyTorch's)",
      ).argParser(wholeNumber(2)).helpGroup("PyTorch:"),
    )
    .action(async (path, options) => {
      const { importModel } = await import("../actions/import.ts");
      await importModel(path, options);
    });
}
