import type { Command } from "commander";
import { BACKENDS } from "../actions/backends.ts";
import { chooseBackend } from "../backend/choose_backend.ts";
import { describeBlas } from "../report/describe_blas.ts";
import { textTable } from "../terminal/text_table.ts";
import { adapterName } from "../backend/webgpu/adapter_name.ts";
import { describeTuning } from "../backend/webgpu/describe_tuning.ts";
import { loadWebGpu } from "../backend/webgpu/load_webgpu.ts";

/** Adds the command `backends`. */
export function addBackendsCommand(program: Command): void {
  program.command("backends")
    .summary("list backends and whether they can be used")
    .description(
      "List backends, whether this machine can run them, and on which device. The backend auto means " +
        "webgpu where --tune has found it faster than wasm on this machine, and wasm elsewhere.",
    )
    .option("--tune", "measure and store the launch shapes that suit this machine's GPU")
    .action(async ({ tune }: { tune?: true }) => {
      if (tune) await (await import("../backend/webgpu/tune_webgpu.ts")).tuneWebGpu();
      const rows = await Promise.all(BACKENDS.map(async ({ name, description, probe }) => {
        const found = await probe();
        return found.available
          ? [name, "yes", String(found.threads ?? ""), `${description}: ${found.device}`]
          : [name, "no", "", `${description}: ${found.reason}`];
      }));
      console.log(textTable([["backend", "available", "threads", "device"], ...rows]));
      console.log(await describeBlas());
      if (await adapterName() !== undefined) console.log(describeTuning(await loadWebGpu()));
      console.log(`auto is ${(await chooseBackend("auto")).name}`);
    });
}
