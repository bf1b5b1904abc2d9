import { type Command, Option } from "commander";

/** Adds the command `plot`. */
export function addPlotCommand(program: Command): void {
  program.command("plot")
    .summary("draw the curves of runs")
    .description(
      "Draw the curves of runs as an SVG file, with the numbers as CSV beside it, and print a chart and " +
        "a Markdown table of the results. Runs that differ only in the seed are shown as one curve with " +
        "their range.",
    )
    .argument("<run...>", "folders of runs")
    .requiredOption("--output <file>", "SVG file to write")
    .addOption(
      new Option(
        "--of <what>",
        "what to draw: the figure that results of the task are compared by, or another",
      ).choices(["validation", "validation-loss", "training-loss", "gradient-norm"])
        .default("validation"),
    )
    .action(async (runs, options) => {
      const { plot } = await import("../actions/plot.ts");
      await plot(runs, options);
    });
}
