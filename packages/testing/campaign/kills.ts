import { join } from "node:path";
import { CommandProcess, type CommandResult } from "../../../apps/cli/fixtures/command_process.ts";
import { type CampaignPart, type Findings, pick } from "./campaign.ts";
import { TinyRun } from "./tiny_run.ts";

/** Kills at random moments, and two processes on one run. */
export const kills: CampaignPart = {
  name: "kills",
  promise: "a run that is killed goes on, and ends the same to the bit",
  async run(random, isOver) {
    const folder = await Deno.makeTempDir();
    const findings: Findings = { tried: 0, faults: [] };
    try {
      const tiny = await TinyRun.start(folder);
      do {
        const run = join(folder, `run_${findings.tried}`);
        await disturb(tiny, run, random, findings);
        await Deno.remove(run, { recursive: true });
      } while (!isOver());
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
    return findings;
  },
};

async function disturb(
  tiny: TinyRun,
  run: string,
  random: () => number,
  findings: Findings,
): Promise<void> {
  let command = tiny.begin(run);
  for (let kill = 0; kill < 6; kill++) {
    findings.tried++;
    const signal = pick(random, ["SIGKILL", "SIGKILL", "SIGTERM", "SIGHUP"] as const);
    const process = new CommandProcess(...command);
    const timer = setTimeout(() => process.kill(signal), random() * tiny.milliseconds);
    const rival = random() < 0.3 && kill > 0 ? CommandProcess.run("resume", run) : undefined;
    const ended = await process.end();
    clearTimeout(timer);
    for (const result of [ended, await rival]) {
      const fault = result && faultOf(result);
      if (fault) findings.faults.push(`${command.join(" ")}: ${fault}`);
    }
    if (ended.status === 0) break;
    command = await begun(run) ? ["resume", run] : tiny.begin(run);
  }
  // Nobody disturbs the last one.
  const last = await CommandProcess.run(...await begun(run) ? ["resume", run] : tiny.begin(run));
  if (last.status !== 0) findings.faults.push(`${run} cannot go on: ${last.stderr}`);
  else {
    const fault = await tiny.fault(run);
    if (fault) findings.faults.push(fault);
  }
}

/** A command ends as it should, is refused in a sentence, is interrupted, or is killed. */
function faultOf({ status, stderr }: CommandResult): string | undefined {
  const killed = [129, 130, 137, 143].includes(status);
  if (status === 0 || killed) return undefined;
  return status === 2 && /^bnlstm: Cannot [^\n]*\n$/.test(stderr)
    ? undefined
    : `status ${status}, ${stderr}`;
}

async function begun(run: string): Promise<boolean> {
  return await Deno.stat(join(run, "config.toml")).then(() => true, () => false);
}
