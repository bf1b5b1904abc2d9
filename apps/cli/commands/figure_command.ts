import { type Command, InvalidArgumentError } from "commander";

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
      whole,
      28,
    )
    .option("--batch-size <n>", "number of digits", whole, 32)
    .option("--seed <n>", "seed of the weights and of the choice of digits", whole, 1)
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
    .option("--batch-size <n>", "number of sequences over which gate values are counted", whole, 32)
    .action(async (path, options) => {
      const { drawSaturation } = await import("../actions/figure_saturation.ts");
      await drawSaturation(path, options);
    });
  add(
    "statistics",
    "figure 5: statistics over time",
    "Mean and variance of the hidden term of some units, drawn at random, against t.",
  ).argument("<run-or-checkpoint>", "folder of a run, or a .safetensors file")
    .option("--units <n>", "number of units to draw", whole, 6)
    .option("--seed <n>", "seed of the choice of units", whole, 1)
    .action(async (path, options) => {
      const { drawStatistics } = await import("../actions/figure_statistics.ts");
      await drawStatistics(path, options);
    });
  add(
    "gamma",
    "figure 6: different initial γ",
    "The training loss with several initial γ. Everything else is at its default.",
  ).argument("[task]", "permuted-mnist, character-lm or another", "permuted-mnist")
    .option("--gammas <list>", "values of γ", numbers, [0.1, 0.3, 0.5, 0.7, 1])
    .option("--steps <n>", "number of updates of each model", whole, 300)
    .option("--seed <n>", "seed of parameters, data order and noise", whole, 1)
    .action(async (task, options) => {
      const { drawGamma } = await import("../actions/figure_gamma.ts");
      await drawGamma(task, options);
    });
}

function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

function numbers(text: string): number[] {
  const values = text.split(",").map(Number);
  if (text.trim() === "" || values.some(Number.isNaN)) {
    throw new InvalidArgumentError("It must be numbers with commas between them.");
  }
  return values;
}
