import type { Command } from "commander";
import { listOf, numberWhere, seed, wholeNumber } from "./number_arguments.ts";

const gammas = listOf(numberWhere(Number.isFinite, "a number"));

/** Adds the command `figure`, which draws what the figures of the paper show. */
export function addFigureCommand(program: Command): void {
  const figure = program.command("figure")
    .summary("draw a figure of the paper")
    .description(
      "Draw what a figure of the paper shows, as an SVG file, with its numbers as CSV beside it and a " +
        "chart here. Figure 3 is drawn by plot, figure 4 by eval --lengths.",
    );
  const add = (name: string, summary: string, description: string) =>
    figure.command(name).summary(summary).description(description)
      .requiredOption("--output <file>", "SVG file to write");

  add(
    "gradient-flow",
    "figure 1: gradients through time",
    "The norm of d loss / d h_t for every t, over a batch of real digits read pixel by pixel: of the " +
      "paper's tanh RNN for ten values of γ, and of BN-LSTM and LSTM, all as they start; or of the model " +
      "of a run or checkpoint.",
  ).argument("[run-or-checkpoint]", "folder of a run, or a .safetensors file")
    .option(
      "--image-size <n>",
      "height and width in pixels of the digits that new models read",
      wholeNumber(1),
      28,
    )
    .option("--batch-size <n>", "number of digits", wholeNumber(1), 32)
    .option("--seed <n>", "seed of the weights and of the choice of digits", seed, 1)
    .action(async (path, options) => {
      const { drawGradientFlow } = await import("../actions/figure_gradient_flow.ts");
      await drawGradientFlow(path, options);
    });
  add(
    "saturation",
    "figure 2: gradients through tanh",
    "E[tanh'(x)] and its quartiles against the standard deviation of x. With a run or checkpoint also " +
      "the share of its gates that are saturated.",
  ).argument("[run-or-checkpoint]", "folder of a run, or a .safetensors file")
    .option(
      "--batch-size <n>",
      "number of sequences over which gate values are counted",
      wholeNumber(1),
      32,
    )
    .action(async (path, options) => {
      const { drawSaturation } = await import("../actions/figure_saturation.ts");
      await drawSaturation(path, options);
    });
  add(
    "statistics",
    "figure 5: statistics over time",
    "Mean and variance of the hidden term of some units, drawn at random, against t.",
  ).argument("<run-or-checkpoint>", "folder of a run, or a .safetensors file")
    .option("--units <n>", "number of units to draw", wholeNumber(1), 6)
    .option("--seed <n>", "seed of the choice of units", seed, 1)
    .action(async (path, options) => {
      const { drawStatistics } = await import("../actions/figure_statistics.ts");
      await drawStatistics(path, options);
    });
  add(
    "gamma",
    "figure 6: different initial γ",
    "The training loss with several initial γ. Everything else is at its default.",
  ).argument("[task]", "permuted-mnist, character-lm or another", "permuted-mnist")
    .option("--gammas <list>", "values of γ", gammas, [0.1, 0.3, 0.5, 0.7, 1])
    .option("--steps <n>", "number of updates of each model", wholeNumber(1), 300)
    .option("--seed <n>", "seed of parameters, data order and noise", seed, 1)
    .action(async (task, options) => {
      const { drawGamma } = await import("../actions/figure_gamma.ts");
      await drawGamma(task, options);
    });
}
