import type { Command } from "commander";
import { BACKENDS } from "../backends.ts";
import { describeBlas } from "../report/describe_blas.ts";
import { textTable } from "../terminal/text_table.ts";

/** Adds the command `backends`. */
export function addBackendsCommand(program: Command): void {
  program.command("backends")
    .summary("list backends and whether they can be used")
    .description(
      "List backends, whether this machine can run them and on what. The backend auto is the first " +
        "one that it can run.",
    )
    .action(async () => {
      const rows = await Promise.all(BACKENDS.map(async ({ name, description, probe }) => {
        const found = await probe();
        return found.available
          ? [name, "yes", String(found.threads ?? ""), `${description}: ${found.device}`]
          : [name, "no", "", `${description}: ${found.reason}`];
      }));
      console.log(textTable([["backend", "available", "threads", "device"], ...rows]));
      console.log(await describeBlas());
    });
}
