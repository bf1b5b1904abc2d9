import type { RunConfig } from "@bnlstm/train";
import { InputError } from "../input_error.ts";
import { complain } from "../terminal/complain.ts";
import type { RunFolder } from "./run_folder.ts";

/**
 * The configuration that a run goes on with: that of its checkpoint, but for how many steps it is to have and on
 * which backend, which may change on the way and are told by `config.toml`.
 *
 * If anything else in that file is not what the run began with, that is said, and the file is put aside.
 *
 * @param begun The configuration in the checkpoint; without it `config.toml` alone counts.
 * @throws {InputError} If there is neither a checkpoint nor a file that can be used.
 */
export async function settledConfig(
  folder: RunFolder,
  begun: RunConfig | undefined,
): Promise<RunConfig> {
  if (begun === undefined) return await folder.readConfig();
  if (!await folder.has(folder.config)) return begun;
  let edited: RunConfig;
  try {
    edited = await folder.readConfig();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const aside = await folder.setConfigAside();
    complain(`${error.message}; the run goes on as it began, and the file is now ${aside}`);
    return begun;
  }
  const { backend, training: { steps } } = edited;
  const settled = { ...begun, backend, training: { ...begun.training, steps } };
  const changed = changedSettings(edited, settled);
  if (changed.length > 0) {
    const aside = await folder.setConfigAside();
    complain(
      `${folder.config} was changed: ${changed.join(", ")} when the run began; it goes on as it ` +
        `began, and the file is now ${aside}`,
    );
  }
  return settled;
}

/** Settings in which a configuration differs from another, as "model.hiddenSize (30, and 20)". */
function changedSettings(edited: RunConfig, original: RunConfig): string[] {
  const [left, right] = [edited, original].map((config) => new Map(settings(config)));
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((name) => left.get(name) !== right.get(name))
    .map((name) => `${name} (${left.get(name) ?? "none"}, and ${right.get(name) ?? "none"})`);
}

function* settings(config: object, prefix = ""): Generator<[string, string]> {
  for (const [key, value] of Object.entries(config)) {
    const name = prefix + key;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      yield* settings(value, `${name}.`);
    } else yield [name, JSON.stringify(value)];
  }
}
