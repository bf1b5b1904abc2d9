import { join } from "node:path";
import { CommandProcess, type CommandResult } from "../../../apps/cli/fixtures/command_process.ts";

/** Calls that change files. */
const CHANGES = "write,rename,fsync,fdatasync,ftruncate,unlink,mkdir,flock";

/** Those that are rare enough to be held up, so that a kill comes before they are carried out. */
const RARE = "rename,fsync,fdatasync,ftruncate,unlink,mkdir";

/** Why system calls cannot be followed here; they can when absent. */
export function missingStrace(): string | undefined {
  if (Deno.build.os !== "linux") return "system calls are followed on Linux";
  try {
    new Deno.Command("strace", { args: ["-V"], stdout: "null", stderr: "null" }).outputSync();
  } catch {
    return "there is no strace; Debian has a package of that name";
  }
}

/**
 * Runs a command that is killed at one of the system calls by which it changes the files of a run, before it or
 * right after it.
 *
 * @param call Which of them, from 1 on.
 * @param run Path of the folder of the run.
 */
export async function killAtCall(
  call: number,
  run: string,
  ...args: string[]
): Promise<CommandResult> {
  const pipe = `${run}_calls`;
  await new Deno.Command("mkfifo", { args: [pipe] }).output();
  const process = CommandProcess.under([
    ...["strace", "-f", "-qq", "-y", "--seccomp-bpf", "-o", pipe],
    ...["-e", `trace=${CHANGES}`, "-e", `inject=${RARE}:delay_enter=2ms`],
  ], ...args);
  const { readable } = await Deno.open(pipe);
  let seen = 0;
  let rest = "";
  for await (const chunk of readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      if (!line.includes(run) || ++seen !== call) continue;
      // A thread's number will do. Perhaps it has just ended by itself.
      try {
        Deno.kill(Number.parseInt(line), "SIGKILL");
      } catch { /* It has. */ }
    }
  }
  await Deno.remove(pipe);
  return await process.end();
}

/**
 * Lets every call by which a process writes the files of a run fail from now on, until the process ends.
 *
 * @param error What the calls fail with, e.g. `ENOSPC`.
 */
export async function failWrites(
  process: CommandProcess,
  run: string,
  error: string,
): Promise<void> {
  const names = ["metrics.jsonl", "timing.jsonl", "sessions.jsonl", "config.toml"];
  const whole = [...names, "best.safetensors", "last.safetensors"];
  const files = [...whole, ...whole.map((name) => `.${name}.${process.pid}.unfinished`)];
  await new Deno.Command("strace", {
    args: [
      ...["-f", "-qq", "-o", "/dev/null", "-p", String(process.pid)],
      ...files.flatMap((name) => ["-P", join(run, name)]),
      ...["-e", `trace=write,rename,fsync,fdatasync,ftruncate`],
      ...["-e", `inject=write,rename,fsync,fdatasync,ftruncate:error=${error}`],
    ],
    stdout: "null",
    stderr: "null",
  }).output();
}
