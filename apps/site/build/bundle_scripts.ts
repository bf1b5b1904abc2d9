import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { packageResolver } from "./package_resolver.ts";

/**
 * Bundles scripts for the browser, with all they import; what several of them need becomes a file of its own.
 *
 * `deno bundle` would do, but for packages that have a variant for bundlers beside the one for Node: it takes the
 * latter. That of TensorFlow.js is twice as large and lacks gradients.
 *
 * @param entries URLs of the scripts.
 * @param root URL of the folder whose structure the output has.
 * @param folder URL of the folder to write to.
 * @throws {Error} If one cannot be bundled.
 */
export async function bundleScripts(
  entries: readonly URL[],
  root: URL,
  folder: URL,
): Promise<void> {
  await build({
    entryPoints: entries.map((entry) => fileURLToPath(entry)),
    outbase: fileURLToPath(root),
    outdir: fileURLToPath(folder),
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    chunkNames: "shared/[hash]",
    // Packages ask for it to learn whether they are in Node.
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "silent",
    plugins: [packageResolver],
  });
}
