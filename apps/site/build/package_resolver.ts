import type { Plugin, PluginBuild } from "esbuild";
import { builtinModules, createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { exports, legacy } from "resolve.exports";

interface Manifest {
  name: string;
  exports?: unknown;
  /** What browsers do without, among other things. */
  browser?: string | Record<string, string | false>;
}

/** A package where Deno keeps it. */
interface InstalledPackage {
  folder: string;
  manifest: Manifest;
}

/** What no demo needs, and no browser can load: it takes Node's `Buffer` for granted. */
const OMITTED = ["csv-parse/stream"];

/** Where our own code lies. */
const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));

/** Finds modules where Deno keeps them, and of a package the variant for bundlers and browsers. */
export const packageResolver: Plugin = {
  name: "packages of Deno",
  setup(build) {
    // Modules of Node: a browser has some of what they export, as globals.
    build.onLoad({ filter: /.*/, namespace: "globals" }, () => ({
      contents: "module.exports = globalThis;",
    }));
    build.onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
      if (kind === "entry-point") return undefined;
      if (path.startsWith("node:") || [...builtinModules, ...OMITTED].includes(path)) {
        return { path, namespace: "globals" };
      }
      const ours = importer.startsWith(REPOSITORY) && !importer.includes("/node_modules/");
      return ours ? fromRepository(build, path) : fromPackage(build, path, importer);
    });
  },
};

/** What our own code imports: a package of the workspace, or one that the import map names. */
async function fromRepository(build: PluginBuild, specifier: string) {
  const resolved = import.meta.resolve(specifier);
  if (!resolved.startsWith("file:")) throw new Error(`Cannot find ${specifier}: run deno install`);
  const path = fileURLToPath(resolved);
  const installed = path.endsWith(".ts") ? undefined : packageAt(path);
  if (!installed || !isRoot(specifier, installed)) return { path };
  return await entryOf(build, installed, "");
}

/** What a package imports of another, unless it does without in a browser. */
function fromPackage(build: PluginBuild, specifier: string, importer: string) {
  const { browser } = packageAt(importer).manifest;
  if (typeof browser === "object" && browser[specifier] === false) {
    return { path: specifier, namespace: "globals" };
  }
  const [, name, rest] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier)!;
  const require = createRequire(pathToFileURL(importer));
  let found: string;
  try {
    found = require.resolve(`${name}/package.json`);
  } catch {
    // Not every package lets its manifest be seen.
    found = require.resolve(specifier);
  }
  return entryOf(build, packageAt(found), rest);
}

async function entryOf(
  build: PluginBuild,
  { folder, manifest }: InstalledPackage,
  subpath: string,
) {
  const conditions = { browser: true, conditions: ["module"] };
  const chosen = manifest.exports
    ? exports(manifest, `.${subpath}`, conditions)?.[0]
    : subpath === ""
    ? legacy(manifest, { browser: false, fields: ["module", "main"] })
    : `.${subpath}`;
  const target = `./${chosen ?? "index.js"}`.replace("././", "./");
  return await build.resolve(target, { resolveDir: folder, kind: "import-statement" });
}

function isRoot(specifier: string, { manifest }: InstalledPackage): boolean {
  return specifier === manifest.name;
}

/** The package that a file belongs to. */
function packageAt(path: string): InstalledPackage {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const manifest = JSON.parse(Deno.readTextFileSync(join(folder, "package.json")));
      if (manifest.name !== undefined) return { folder, manifest };
    } catch {
      // Look further up.
    }
  }
  throw new Error(`Cannot bundle ${path}: it belongs to no package`);
}
