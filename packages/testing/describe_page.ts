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

/** How a page is served and opened. */
export interface PageOptions {
  /** Flags of the browser. */
  flags?: string[];
  /** Headers of everything served. */
  headers?: Record<string, string>;
  /** URL of a `.wasm` file; it and others beside it can be fetched by their names. */
  assets?: string;
}

/** What a page is made of. */
export interface PageSource extends PageOptions {
  /** Its HTML. */
  html: string;
  /** Makes its scripts, by the path they are served at, before the first test runs. */
  scripts: () => Promise<Record<string, string>>;
}

/**
 * Declares tests that need a page in headless Chromium.
 *
 * @param body Declares the tests, given a function for the page, which is there once they run.
 */
export function describePage(
  name: string,
  { html, scripts, flags = [], headers = {}, assets }: PageSource,
  body: (page: () => Page) => void,
): void {
  const executablePath = EXECUTABLES.find(isFile);
  const missing = executablePath ? undefined : `none of ${EXECUTABLES.join(", ")} exists`;
  describeWherePossible(name, missing, () => {
    let server: Deno.HttpServer<Deno.NetAddr>;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      const served = await scripts();
      server = Deno.serve({ port: 0, onListen: () => {} }, async (request) => {
        const { pathname } = new URL(request.url);
        const respond = (content: BodyInit, type: string) =>
          new Response(content, { headers: { ...headers, "content-type": type } });
        if (assets && pathname.endsWith(".wasm")) {
          return respond(await Deno.readFile(new URL(`.${pathname}`, assets)), "application/wasm");
        }
        const script = served[pathname];
        return script ? respond(script, "text/javascript") : respond(html, "text/html");
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
    });
    afterAll(async () => {
      await browser?.close();
      await server?.shutdown();
    });
    body(() => page);
  });
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
