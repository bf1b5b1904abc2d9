import { join } from "node:path";
import { CommandProcess, TINY_RECIPE } from "../../../apps/cli/fixtures/command_process.ts";

const RECIPE = TINY_RECIPE.replace("tiny.toml", "tiny_text.toml");
const TEXT = "the quick brown fox jumps over the lazy dog. ".repeat(60);

/** A run of a second on a text, and what must come of it whatever happens on the way. */
export class TinyRun {
  /** What it took undisturbed. */
  readonly milliseconds: number;
  readonly #folder: string;
  readonly #expected: string;

  private constructor(folder: string, expected: string, milliseconds: number) {
    this.milliseconds = milliseconds;
    this.#folder = folder;
    this.#expected = expected;
  }

  /** Runs it undisturbed, once for all parts of a campaign. */
  static start(): Promise<TinyRun> {
    return started ??= TinyRun.#start();
  }

  static async #start(): Promise<TinyRun> {
    const folder = await Deno.makeTempDir();
    addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
    await Deno.writeTextFile(join(folder, "text.txt"), TEXT);
    const whole = join(folder, "whole");
    const began = performance.now();
    const { status, stderr } = await CommandProcess.run(...trainArguments(folder, whole));
    if (status !== 0) throw new Error(`Cannot start the campaign: ${stderr}`);
    return new TinyRun(folder, await results(whole), performance.now() - began);
  }

  /** What follows `bnlstm` to begin it in another folder. */
  begin(run: string): string[] {
    return trainArguments(this.#folder, run);
  }

  /** What is wrong with a run that has ended; `undefined` if it is the same to the bit. */
  async fault(run: string): Promise<string | undefined> {
    const found = await results(run);
    return found === this.#expected ? undefined : `${run} differs: ${found}`;
  }
}

let started: Promise<TinyRun> | undefined;

function trainArguments(folder: string, run: string): string[] {
  const text = join(folder, "text.txt");
  return ["train", "--recipe", RECIPE, "--corpus", text, "--log-every", "1", "--run-dir", run];
}

/** Digests of what must not depend on how often a run was stopped. */
async function results(run: string): Promise<string> {
  const digests = ["metrics.jsonl", "last.safetensors", "best.safetensors"].map(async (name) => {
    const bytes = await Deno.readFile(join(run, name));
    return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex().slice(0, 16);
  });
  return (await Promise.all(digests)).join(" ");
}
