import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll } from "./bdd.ts";
import { describeWherePossible } from "./describe_where_possible.ts";

/** Where distributions put the browser. */
const EXECUTABLES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Nothing that calls home. */
const FLAGS = [
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

/** What a page is made of. */
export interface ChromiumPage {
  /** The module of this folder that offers a `ConformancePage`. */
  module: string;
  /** Flags of the browser. */
  flags?: string[];
  /** Headers of everything served. */
  headers?: Record<string, string>;
  /** URL of a `.wasm` file; it and others beside it can be fetched by their names. */
  assets?: string;
}

/**
 * Declares tests that need a page in headless Chromium. The module is bundled with all it imports and served,
 * and its backend prepared, before the first of them runs.
 *
 * @param body Declares the tests, given a function for the page, which is there once they run.
 */
export function describeInChromium(
  name: string,
  { module, flags = [], headers = {}, assets }: ChromiumPage,
  body: (page: () => Page) => void,
): void {
  const executablePath = EXECUTABLES.find(isFile);
  const missing = executablePath ? undefined : `none of ${EXECUTABLES.join(", ")} exists`;
  describeWherePossible(name, missing, () => {
    let server: Deno.HttpServer<Deno.NetAddr>;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      // One after the other: the first bundle ever installs the bundler, which two at once trip over.
      const pageScript = await bundle(module);
      const assertScript = await bundle("browser_assert.ts");
      const served: Record<string, [type: string, content: string]> = {
        "/": ["text/html", HTML],
        "/page.js": ["text/javascript", pageScript],
        "/assert.js": ["text/javascript", assertScript],
      };
      server = Deno.serve({ port: 0, onListen: () => {} }, async (request) => {
        const { pathname } = new URL(request.url);
        if (assets && pathname.endsWith(".wasm")) {
          const content = await Deno.readFile(new URL(`.${pathname}`, assets));
          return new Response(content, {
            headers: { ...headers, "content-type": "application/wasm" },
          });
        }
        const [type, content] = served[pathname] ?? served["/"];
        return new Response(content, { headers: { ...headers, "content-type": type } });
      });
      const { chromium } = await import("playwright-core");
      browser = await chromium.launch({
        executablePath,
        args: [...FLAGS, ...flags],
        timeout: PATIENCE,
      });
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
    body(() => page);
  });
}

/** A module of this folder and all it imports, as one script. */
async function bundle(name: string): Promise<string> {
  const entry = new URL(name, import.meta.url).pathname;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "browser", entry],
  }).output();
  const decoder = new TextDecoder();
  if (code !== 0) throw new Error(`Cannot bundle ${entry}: ${decoder.decode(stderr)}`);
  return decoder.decode(stdout);
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
