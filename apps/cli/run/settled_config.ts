import type { RunConfig } from "@bnlstm/train";
import { InputError } from "../input_error.ts";
import { complain } from "../terminal/complain.ts";
import { changedSettings } from "./changed_settings.ts";
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
