import type { Command } from "commander";

/** Adds the command `plot`. */
export function addPlotCommand(program: Command): void {
  program.command("plot")
    .summary("draw the learning curves of runs")
    .description(
      "Draw the learning curves of runs as an SVG file, and print their results as a Markdown " +
        "table. Runs that differ only in the seed are shown as one curve with their range.",
    )
    .argument("<run...>", "folders of runs")
    .requiredOption("--output <file>", "SVG file to write")
    .option("--loss", "draw the validation loss, not the accuracy, error or bits per character")
    .action(async (runs, options) => {
      const { plot } = await import("../actions/plot.ts");
      await plot(runs, options);
    });
}
