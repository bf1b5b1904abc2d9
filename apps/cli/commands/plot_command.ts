import { type Command, Option } from "commander";

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
    .addOption(
      new Option("--metric <name>", "what is drawn, of the validation set")
        .choices(["accuracy", "loss"]).default("accuracy"),
    )
    .action(async (runs, options) => {
      const { plot } = await import("./plot.ts");
      await plot(runs, options);
    });
}
