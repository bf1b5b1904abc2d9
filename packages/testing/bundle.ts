import { tmpdir } from "node:os";
import { join } from "node:path";

/** How a module is bundled. */
export interface BundleOptions {
  /** Where it is to run. Default: in a browser. */
  platform?: "browser" | "deno";
  /** Whether it is made small. */
  minify?: boolean;
  /** What is imported when it runs instead. */
  external?: string[];
}

/**
 * A module and all it imports as one script.
 *
 * One at a time on a machine, whatever process asks: the first bundle ever installs the bundler, which two
 * at once trip over.
 *
 * @param entry URL of the module.
 */
export async function bundle(entry: URL, options: BundleOptions = {}): Promise<string> {
  const { platform = "browser", minify = false, external = [] } = options;
  const flags = ["--platform", platform, ...external.map((name) => `--external=${name}`)];
  if (minify) flags.push("--minify");
  using lock = await Deno.open(join(tmpdir(), "bnlstm_bundle.lock"), { create: true, write: true });
  await lock.lock(true);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", ...flags, entry.href],
  }).output();
  const decoder = new TextDecoder();
  if (code !== 0) throw new Error(`Cannot bundle ${entry}: ${decoder.decode(stderr)}`);
  return decoder.decode(stdout);
}
