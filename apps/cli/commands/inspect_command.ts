import type { Command } from "commander";

/** Adds the command `inspect`. */
export function addInspectCommand(program: Command): void {
  program.command("inspect")
    .summary("show what is in a checkpoint")
    .description(
      "Show what is in a checkpoint, or in the best one of a run: parameters with their shapes and " +
        "norms, γ of each gate, and population statistics over time.",
    )
    .argument("<run-or-checkpoint>", "folder of a run, or a .safetensors file")
    .action(async (path) => {
      const { inspect } = await import("../actions/inspect.ts");
      await inspect(path);
    });
}
