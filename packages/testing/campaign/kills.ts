import { join } from "node:path";
import { CommandProcess, type CommandResult } from "../../../apps/cli/fixtures/command_process.ts";
import { type CampaignPart, type Findings, pick } from "./campaign.ts";
import { killAtCall, missingStrace } from "./system_calls.ts";
import { TinyRun } from "./tiny_run.ts";

/** Kills of one run. */
const KILLS = 16;

/** About as many times a run changes its files; one that goes on, less often. */
const CALLS = 110;

/** Kills at random moments and at random system calls, and two processes on one run. */
export const kills: CampaignPart = {
  name: "kills",
  promise: "a run that is killed goes on, and ends the same to the bit",
  async run(random, isOver) {
    const folder = await Deno.makeTempDir();
    const findings: Findings = { tried: 0, faults: [] };
    const traced = missingStrace() === undefined;
    try {
      const tiny = await TinyRun.start();
      do {
        const run = join(folder, `run_${findings.tried}`);
        await disturb(tiny, run, traced, random, isOver, findings);
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
  traced: boolean,
  random: () => number,
  isOver: () => boolean,
  findings: Findings,
): Promise<void> {
  const report = (fault: string | undefined) => {
    if (fault) findings.faults.push(fault);
  };
  const next = async () => await begun(run) ? ["resume", run] : tiny.begin(run);
  const history: string[] = [];
  for (let kill = 0; kill < KILLS && !isOver(); kill++) {
    const command = await next();
    const rival = random() < 0.1 && command[0] === "resume"
      ? CommandProcess.run(...command)
      : undefined;
    const atCall = traced && random() < 0.75;
    const when = atCall
      ? 1 + Math.floor(random() * random() * CALLS)
      : random() * tiny.milliseconds;
    const signal = pick(random, ["SIGKILL", "SIGKILL", "SIGTERM", "SIGHUP"] as const);
    history.push(atCall ? `call ${when}` : `${signal} after ${when.toFixed(0)} ms`);
    const ended =
      await (atCall ? killAtCall(when, run, ...command) : killAfter(when, signal, ...command));
    for (const result of [ended, await rival]) {
      if (result && isKilled(result)) findings.tried++;
      report(result && faultOf(result) && `${history}: ${faultOf(result)}`);
    }
    if (ended.status === 0) {
      const fault = await tiny.fault(run);
      return report(fault && `${history}: ${fault}`);
    }
  }
  // Nobody disturbs the last one.
  const last = await CommandProcess.run(...await next());
  const fault = last.status === 0 ? await tiny.fault(run) : `it cannot go on: ${last.stderr}`;
  report(fault && `${history}: ${fault}`);
}

async function killAfter(
  milliseconds: number,
  signal: Deno.Signal,
  ...command: string[]
): Promise<CommandResult> {
  const process = new CommandProcess(...command);
  const timer = setTimeout(() => process.kill(signal), milliseconds);
  const ended = await process.end();
  clearTimeout(timer);
  return ended;
}

function isKilled({ status }: CommandResult): boolean {
  return [129, 130, 137, 143].includes(status);
}

/** A command ends as it should, is refused in a sentence, is interrupted, or is killed. */
function faultOf(result: CommandResult): string | undefined {
  const { status, stderr } = result;
  if (status === 0 || isKilled(result)) return undefined;
  return status === 2 && /^bnlstm: Cannot [^\n]*\n$/.test(stderr)
    ? undefined
    : `status ${status}, ${stderr}`;
}

async function begun(run: string): Promise<boolean> {
  return await Deno.stat(join(run, "config.toml")).then(() => true, () => false);
}
