/** Waits for a line that never comes: reading ends with the process that could write one. Launchers then get to read. */
const SCRIPT = 'read -r line; echo "$0" >&2; sleep 0.3';

/**
 * What is said when a process is killed, which cannot say anything itself any more. A shell that it starts notices, and
 * is part of its process group, so that a launcher that ends all ranks ends the shells of the others with them: only
 * that of the lost one speaks.
 */
export class LastWords {
  readonly #shell: Deno.ChildProcess | undefined;

  /** @param words What to say on standard error. Nothing is without `sh` or the permission to run it. */
  constructor(words: string) {
    const { state } = Deno.permissions.querySync({ name: "run", command: "sh" });
    if (state !== "granted" || Deno.build.os === "windows") return;
    this.#shell = new Deno.Command("sh", {
      args: ["-c", SCRIPT, words],
      stdin: "piped",
      stdout: "null",
      // Not LD_LIBRARY_PATH, which takes a permission, nor what launchers tell their ranks.
      clearEnv: true,
    }).spawn();
    this.#shell.unref();
  }

  /** Process id of the shell, for others who end this process and have said why. */
  get shell(): number | undefined {
    return this.#shell?.pid;
  }

  /** For a process that ends by itself. */
  cancel(): void {
    try {
      this.#shell?.kill("SIGKILL");
    } catch {
      // It is gone, as after Ctrl-C, which reaches it too.
    }
  }
}
