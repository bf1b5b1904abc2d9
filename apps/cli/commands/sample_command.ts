import { type Command, InvalidArgumentError, Option } from "commander";

/** Adds the command `sample`. */
export function addSampleCommand(program: Command): void {
  program.command("sample")
    .summary("let a character model write")
    .description(
      "Let a character model go on with a text, one character at a time, with population statistics.",
    )
    .argument("<run-or-checkpoint>", "folder of a run, or a .safetensors file")
    .option("--prompt <text>", "what the text begins with (default: a first line)", "")
    .option("--length <n>", "characters to write", number(1, true), 500)
    .option(
      "--temperature <n>",
      "1: by the probabilities as they are, less: safer choices, 0: always the most probable",
      number(0),
      1,
    )
    .option("--top-k <n>", "choose among the most probable only (default: all)", number(1, true))
    .option("--seed <n>", "seed of the choices", number(0, true), 1)
    .addOption(
      new Option(
        "--statistics <source>",
        "population statistics: those that the run ended with, or the moving average kept while training",
      ).choices(["population", "moving-average"]),
    )
    .option("--backend <name>", "tfjs backend that computes (default: that of the run)")
    .action(async (path, options) => {
      const { sample } = await import("../actions/sample.ts");
      await sample(path, options);
    });
}

/** Reads a number of at least `least`. */
function number(least: number, whole = false): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? NaN : Number(text);
    if (value >= least && value < 2 ** 32 && (!whole || Number.isInteger(value))) return value;
    throw new InvalidArgumentError(
      `It must be a ${whole ? "whole number" : "number"} >= ${least}.`,
    );
  };
}
