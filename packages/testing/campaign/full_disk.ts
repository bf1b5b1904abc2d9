import { join } from "node:path";
import { CommandProcess } from "../../../apps/cli/fixtures/command_process.ts";
import type { CampaignPart, Findings } from "./campaign.ts";
import { TinyRun } from "./tiny_run.ts";

/** A disk that fills up, on a small tmpfs. */
export const fullDisk: CampaignPart = {
  name: "full-disk",
  promise: "a run on a full disk ends with a sentence, and goes on once there is room",
  missing() {
    if (Deno.build.os !== "linux") return "a tmpfs is of Linux";
    return Deno.uid() === 0 ? undefined : "only root may mount one";
  },
  async run(random, isOver) {
    const folder = await Deno.makeTempDir();
    const disk = join(folder, "disk");
    await Deno.mkdir(disk);
    const findings: Findings = { tried: 0, faults: [] };
    try {
      const tiny = await TinyRun.start();
      do {
        findings.tried++;
        // Between too little for a configuration and enough for nearly all of the run.
        const kibibytes = 4 * Math.floor(1 + random() * 20);
        await command("mount", "-t", "tmpfs", "-o", `size=${kibibytes}k`, "tmpfs", disk);
        try {
          const fault = await onDisk(tiny, disk);
          if (fault) findings.faults.push(`${kibibytes} KiB: ${fault}`);
        } finally {
          await command("umount", disk);
        }
      } while (!isOver());
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
    return findings;
  },
};

async function onDisk(tiny: TinyRun, disk: string): Promise<string | undefined> {
  const run = join(disk, "run");
  const full = await CommandProcess.run(...tiny.begin(run));
  if (full.status !== 0 && !/^bnlstm: [^\n]*\n$/.test(full.stderr)) return full.stderr;
  await command("mount", "-o", "remount,size=16m", disk);
  const begun = await Deno.stat(join(run, "config.toml")).then(() => true, () => false);
  const roomy = await CommandProcess.run(...begun ? ["resume", run] : tiny.begin(run));
  return roomy.status === 0 ? await tiny.fault(run) : `it cannot go on: ${roomy.stderr}`;
}

async function command(name: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(name, { args }).output();
  if (!success) throw new Error(`Cannot ${name}: ${new TextDecoder().decode(stderr)}`);
}
