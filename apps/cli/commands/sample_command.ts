import { type Command, Option } from "commander";
import { numberWhere, seed, wholeNumber } from "./number_arguments.ts";

/** Adds the command `sample`. */
export function addSampleCommand(program: Command): void {
  program.command("sample")
    .summary("generate text with a character model")
    .description(
      "Continue a text with a character model, one character at a time, with population statistics.",
    )
    .argument("<run-or-checkpoint>", "folder of a run, or a .safetensors file")
    .option("--prompt <text>", "text to continue; empty: the start of a line", "")
    .option("--length <n>", "characters to generate", wholeNumber(1), 500)
    .option(
      "--temperature <n>",
      "1: draw from the predicted probabilities; lower: safer choices; 0: always the most probable",
      numberWhere((value) => value >= 0 && value < Infinity, "a number >= 0"),
      1,
    )
    .option(
      "--top-k <n>",
      "choose only among this many of the most probable characters (default: all)",
      wholeNumber(1),
    )
    .option("--seed <n>", "seed of the random choices", seed, 1)
    .addOption(
      new Option(
        "--statistics <source>",
        "statistics to normalize with: those estimated at the end of the run, or the moving average kept while training",
      ).choices(["population", "moving-average"]),
    )
    .option("--backend <name>", "tfjs backend to compute with (default: that of the run)")
    .action(async (path, options) => {
      const { sample } = await import("../actions/sample.ts");
      await sample(path, options);
    });
}
