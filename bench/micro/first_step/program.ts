import { readFile } from "node:fs/promises";
import process from "node:process";
import type { Computation } from "../../implementations/computation.ts";
import { createWorkload } from "../../runner/workload.ts";
import { type Measurement, SETTINGS } from "../../runner/settings.ts";

/**
 * What a process of `first_step.ts` does: prints milliseconds from its start until the library is there, those
 * from then to the end of the first run at setting S, and the most MiB of memory until then. Runs in Deno and in
 * Node. Its arguments are what is measured and the options of the implementation.
 */
export async function measureFirstStep<Options>(
  createComputation: (options: Options) => Promise<Computation>,
): Promise<void> {
  const [measurement, options] = process.argv.slice(2);
  const computation = await createComputation(JSON.parse(options));
  const imported = performance.now();
  const workload = createWorkload(SETTINGS.find(({ name }) => name === "S")!);
  const start = performance.now();
  await computation.prepare(workload, measurement as Measurement);
  await computation.synchronize(await computation.run());
  const first = performance.now() - start;
  const status = await readFile("/proc/self/status", "utf8");
  const memory = Number(status.match(/VmHWM:\s*(\d+) kB/)![1]) / 1024;
  console.log(JSON.stringify([imported, first, memory]));
  process.exit(0);
}
