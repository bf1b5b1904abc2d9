import {
  afterAll,
  beforeAll,
  conformanceCases,
  describe,
  it,
  webGpuConformance,
} from "@bnlstm/testing";
import assert from "node:assert/strict";
import { type Browser, chromium, type Page } from "playwright-core";
import { everyShader } from "./fixtures/every_shader.ts";
import { setupWebGpu } from "./setup_webgpu.ts";
import { TUNINGS } from "./tuning.ts";

/** Where distributions put the browser. */
const EXECUTABLES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** WebGPU on the software adapter that comes with Chromium, and nothing that calls home. */
const FLAGS = [
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--no-sandbox",
  "--no-first-run",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Milliseconds that a browser on a busy machine may take to start. */
const PATIENCE = 120_000;

/** The page: Node's assertions come from their port to browsers, which wants a bare `process`. */
const HTML = `<!doctype html>
<script>globalThis.process = { env: {}, nextTick: queueMicrotask };</script>
<script type="importmap">{"imports":{"node:assert/strict":"/assert.js","node:assert":"/assert.js"}}</script>
<script type="module" src="/page.js"></script>`;

/** A module of packages/testing and all it imports, as one script. */
async function bundle(name: string): Promise<string> {
  const entry = new URL(`../testing/${name}`, import.meta.url).pathname;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "browser", entry],
  }).output();
  const decoder = new TextDecoder();
  if (code !== 0) throw new Error(`Cannot bundle ${entry}: ${decoder.decode(stderr)}`);
  return decoder.decode(stdout);
}

function findBrowser(): string | undefined {
  return EXECUTABLES.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

function declareTests(executablePath: string): void {
  let server: Deno.HttpServer<Deno.NetAddr>;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    // One after the other: the first bundle ever installs the bundler, which two at once trip over.
    const pageScript = await bundle("webgpu_page.ts");
    const assertScript = await bundle("browser_assert.ts");
    const scripts: Record<string, string> = { "/page.js": pageScript, "/assert.js": assertScript };
    server = Deno.serve({ port: 0, onListen: () => {} }, (request) => {
      const script = scripts[new URL(request.url).pathname];
      return new Response(script ?? HTML, {
        headers: { "content-type": script ? "text/javascript" : "text/html" },
      });
    });
    browser = await chromium.launch({ executablePath, args: FLAGS, timeout: PATIENCE });
    page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(`http://localhost:${server.addr.port}/`);
    await page.waitForFunction("globalThis.conformancePage !== undefined");
    await page.evaluate("conformancePage.prepare()");
  });
  afterAll(async () => {
    await browser?.close();
    await server?.shutdown();
  });

  it("compiles every shader of every tuning, with barriers in uniform control flow only", async () => {
    const shaders = Object.values(TUNINGS).flatMap(everyShader);
    const messages = await page.evaluate(async (codes) => {
      const adapter = await navigator.gpu.requestAdapter();
      const device = await adapter!.requestDevice();
      const modules = codes.map((code) => device.createShaderModule({ code }));
      const found = await Promise.all(modules.map((module) => module.getCompilationInfo()));
      return found.flatMap(({ messages }) => messages.map(({ message }) => message));
    }, shaders.map(({ code }) => code));
    assert.deepEqual(messages, []);
  });

  for (const { name } of conformanceCases(webGpuConformance(setupWebGpu))) {
    it(name, async () => {
      const failure = await page.evaluate(`conformancePage.run(${JSON.stringify(name)})`);
      assert.equal(failure, undefined);
    });
  }
}

const executable = findBrowser();
describe("fused BN-LSTM on webgpu in Chromium", () => {
  if (executable) declareTests(executable);
  else if (Deno.env.get("CI")) {
    it("has a browser", () => {
      throw new Error(`Cannot test in Chromium: none of ${EXECUTABLES.join(", ")} exists`);
    });
  } else it.skip("is skipped: no Chromium is installed", () => {});
});
