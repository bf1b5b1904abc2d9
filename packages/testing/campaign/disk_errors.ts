import { join } from "node:path";
import { CommandProcess } from "../../../apps/cli/fixtures/command_process.ts";
import { type CampaignPart, type Findings, pick } from "./campaign.ts";
import { failWrites, missingStrace } from "./system_calls.ts";
import { TinyRun } from "./tiny_run.ts";

/** What a disk may answer. */
const ERRORS = ["ENOSPC", "EDQUOT", "EIO", "EROFS", "EFBIG", "EACCES"];

/** Disks that take nothing any more, from a random moment on. */
export const diskErrors: CampaignPart = {
  name: "disk-errors",
  promise: "a run that cannot write ends with a sentence and goes on where it can write",
  missing: missingStrace,
  async run(random, isOver) {
    const folder = await Deno.makeTempDir();
    const findings: Findings = { tried: 0, faults: [] };
    try {
      const tiny = await TinyRun.start();
      do {
        const run = join(folder, `run_${findings.tried++}`);
        const error = pick(random, ERRORS);
        const milliseconds = random() * tiny.milliseconds / 2;
        const fault = await failing(tiny, run, error, milliseconds);
        if (fault) findings.faults.push(`${error} after ${milliseconds.toFixed(0)} ms: ${fault}`);
        await Deno.remove(run, { recursive: true });
      } while (!isOver());
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
    return findings;
  },
};

async function failing(
  tiny: TinyRun,
  run: string,
  error: string,
  milliseconds: number,
): Promise<string | undefined> {
  const process = new CommandProcess(...tiny.begin(run));
  await process.wrote("folder");
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  const [{ status, stderr }] = await Promise.all([process.end(), failWrites(process, run, error)]);
  if (status !== 0 && !(status === 1 && /^bnlstm: [^\n]*\n$/.test(stderr))) {
    return `status ${status}, ${stderr}`;
  }
  for await (const { name } of Deno.readDir(run)) {
    if (name.endsWith(".unfinished")) return `${name} is left`;
  }
  const resumed = await CommandProcess.run("resume", run);
  return resumed.status === 0 ? await tiny.fault(run) : `it cannot go on: ${resumed.stderr}`;
}
