import assert from "node:assert/strict";
import { assertClose } from "../assert_close.ts";
import { afterAll, beforeAll, describe, it } from "../bdd.ts";
import { describePage } from "../describe_page.ts";
import { run } from "./fixtures/program.js";
import { nodeProgram } from "./node_program.ts";
import { NpmProject } from "./npm_project.ts";

/** Package of npm with the newest Node for this system. */
const NEWEST = `node-${Deno.build.os === "windows" ? "win" : Deno.build.os}-${
  Deno.build.arch === "x86_64" ? "x64" : "arm64"
}@26.10.0`;

/** The Nodes that are tested: that of the system, and the newest. */
const NODES = { system: "node", newest: `./node_modules/${NEWEST.split("@")[0]}/bin/node` };

/** Small cases of the conformance suite that are drawn; the fixed ones all run. */
const RUNS = 10;

/** Cases beside those drawn, on three backends. */
const FIXED = 30;

/** What bundles for the browser, and what it writes for Node, which is esbuild's and vite's business as well. */
const BUNDLERS = { esbuild: "bundled.cjs", vite: "bundled.mjs", webpack: undefined };

const lastLine = (text: string) => text.trim().split("\n").at(-1)!;

const read = (path: string) => Deno.readTextFile(new URL(path, import.meta.url));

describe("the packages as JSR serves them to npm", () => {
  let project: NpmProject;
  let expected: Record<string, number[]>;
  beforeAll(async () => {
    project = await NpmProject.create(["core", "backend-cpu", "backend-wasm", "layers"], [
      "@tensorflow/tfjs",
      "@tensorflow/tfjs-backend-cpu",
      "@tensorflow/tfjs-backend-wasm",
      "@tensorflow/tfjs-core",
      "@tensorflow/tfjs-layers",
      "esbuild",
      "fast-check",
      "pure-rand/",
      "vite",
      "webpack",
      NEWEST,
    ]);
    for (const name of ["program.js", "bundle.js"]) {
      await project.write(name, await read(`fixtures/${name}`));
    }
    for (const name of ["conformance", "calls"]) {
      await project.write(`${name}.js`, await nodeProgram(`node_${name}.ts`));
    }
    // tfjs's kernels are not beside a bundle.
    await project.write(
      "node.js",
      `import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { run } from "./program.js";
setWasmPaths("./node_modules/@tensorflow/tfjs-backend-wasm/dist/");
run().then((results) => console.log(JSON.stringify(results)));
`,
    );
    await project.write(
      "browser.js",
      `import { run } from "./program.js"; globalThis.results = run();\n`,
    );
    expected = await run();
  });
  afterAll(() => project?.remove());

  // Where multiply-adds are not fused, the last bits differ.
  function assertAsExpected(results: Record<string, number[]>): void {
    for (const [backend, values] of Object.entries(expected)) {
      assertClose(results[backend], values, { absolute: 0, relative: 1e-6 }, backend);
    }
  }

  for (const [name, node] of Object.entries(NODES)) {
    it(`compute what the reference computes in Node, the ${name}`, async () => {
      const { code, stdout, stderr } = await project.try(node, "conformance.js", String(RUNS));
      assert.equal(code, 0, stderr);
      assert.ok(Number.parseInt(stdout) >= FIXED, stdout);
    });

    it(`run from their files in Node, the ${name}`, async () => {
      const { stdout } = await project.run(node, "node.js");
      assertAsExpected(JSON.parse(lastLine(stdout)));
    });
  }

  it("refuse wrong arguments in Node", async () => {
    const { stdout } = await project.run("node", "calls.js", "17", "1000");
    assert.deepEqual(JSON.parse(lastLine(stdout)), { tried: 1000, faults: [] });
  });

  for (const [bundler, file] of Object.entries(BUNDLERS)) {
    if (file) {
      it(`run in Node bundled by ${bundler}`, async () => {
        await project.run("node", "bundle.js", bundler, "node", "node.js", file);
        const { stdout } = await project.run("node", file);
        assertAsExpected(JSON.parse(lastLine(stdout)));
      });
    }

    const html = `<!doctype html><script type="module" src="/${bundler}.js"></script>`;
    const scripts = async () => {
      await project.run("node", "bundle.js", bundler, "browser", "browser.js", `${bundler}.js`);
      return { [`/${bundler}.js`]: await Deno.readTextFile(`${project.folder}/${bundler}.js`) };
    };
    const assets = import.meta.resolve(
      "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm",
    );
    describePage(`bundled by ${bundler}`, { html, scripts, assets }, (page) => {
      it("run in Chromium", async () => {
        await page().waitForFunction("globalThis.results !== undefined");
        assertAsExpected(await page().evaluate("globalThis.results"));
      });
    });
  }
});
