import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A module and all it imports as one script for browsers.
 *
 * One at a time on a machine, whatever process asks: the first bundle ever installs the bundler, which two
 * at once trip over.
 *
 * @param entry URL of the module.
 * @param flags Flags of `deno bundle` besides.
 */
export async function bundle(entry: URL, ...flags: string[]): Promise<string> {
  using lock = await Deno.open(join(tmpdir(), "bnlstm_bundle.lock"), { create: true, write: true });
  await lock.lock(true);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "browser", ...flags, entry.href],
  }).output();
  const decoder = new TextDecoder();
  if (code !== 0) throw new Error(`Cannot bundle ${entry}: ${decoder.decode(stderr)}`);
  return decoder.decode(stdout);
}
