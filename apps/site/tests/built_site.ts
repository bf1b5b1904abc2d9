import {
  afterAll,
  beforeAll,
  BROWSER_PATIENCE,
  describeWherePossible,
  launchChromium,
  missingBrowser,
} from "@bnlstm/testing";
import assert from "node:assert/strict";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { pathToFileURL } from "node:url";
import { buildSite } from "../build/build_site.tsx";
import { serveFolder, type ServeOptions } from "../build/serve_folder.ts";

/** A page that was opened, and what went wrong in it. */
export interface OpenedPage {
  page: Page;
  context: BrowserContext;
  /** Errors of scripts, violations of the security policy, and everything that was not found. */
  problems: string[];
  /** Paths that were asked for, in order. */
  requests: string[];
}

/** A site that is served, to a browser. */
export interface BuiltSite {
  /** The folder. */
  folder: URL;
  /**
   * Opens a path of it. A script that runs first can be given as text. No service worker is started unless that is
   * asked for: it fetches the whole site.
   */
  open(path: string, options?: BrowserContextOptions & { script?: string }): Promise<OpenedPage>;
}

/** The longest that a page may be busy at a time, in milliseconds of its main thread. */
const LONGEST_TASK = 50;

/**
 * Does something with a page, and checks that it stayed quick all the while. What counts is the time of the main
 * thread and not that of the clock, which other tests share.
 */
export async function whileQuick(
  { page, context }: OpenedPage,
  act: () => Promise<void>,
): Promise<void> {
  const browser = context.browser()!;
  await browser.startTracing(page, { categories: ["toplevel"] });
  let trace: Uint8Array;
  try {
    await act();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(
    new TextDecoder().decode(trace),
  );
  const main = traceEvents.filter(({ name, args }) =>
    name === "thread_name" && args.name === "CrRendererMain"
  ).map(({ tid }) => tid);
  const tasks = traceEvents.filter(({ tdur, tid }) => tdur !== undefined && main.includes(tid))
    .map(({ tdur }) => tdur! / 1000);
  assert.ok(tasks.length > 100, "tasks were traced");
  const longest = Math.max(...tasks);
  assert.ok(longest < LONGEST_TASK, `a task of ${longest.toFixed(0)} ms holds up the page`);
}

interface TraceEvent {
  name: string;
  args: { name?: string };
  tid: number;
  /** Microseconds of its thread. */
  tdur?: number;
}

/**
 * Declares tests of the site in headless Chromium. It is built once, before the first of them runs, and served
 * below a path, as project pages are.
 *
 * @param options How it is served, and flags of the browser.
 */
export function describeSite(
  name: string,
  { flags, ...served }: Omit<ServeOptions, "port"> & { flags?: string[] },
  body: (site: BuiltSite) => void,
): void {
  describeWherePossible(name, missingBrowser(), () => {
    const base = "/some/path/";
    let browser: Browser;
    let server: Deno.HttpServer<Deno.NetAddr>;
    const site: BuiltSite = {
      folder: new URL("file:///"),
      async open(path, { script, ...given } = {}) {
        const context = await browser.newContext({
          reducedMotion: "reduce",
          serviceWorkers: "block",
          ...given,
        });
        const page = await context.newPage();
        page.setDefaultTimeout(BROWSER_PATIENCE);
        const problems: string[] = [];
        const requests: string[] = [];
        page.on("pageerror", ({ message }) => problems.push(message));
        page.on("console", (message) => {
          if (message.type() === "error") problems.push(message.text());
        });
        context.on("request", (request) => requests.push(new URL(request.url()).pathname));
        if (script) await page.addInitScript(script);
        await page.goto(`http://localhost:${server.addr.port}${base}${path}`);
        return { page, context, problems, requests };
      },
    };
    beforeAll(async () => {
      site.folder = await builtFolder();
      server = serveFolder(site.folder, { port: 0, base, ...served });
      browser = await launchChromium(flags);
    });
    afterAll(async () => {
      await browser?.close();
      await server?.shutdown();
    });
    body(site);
  });
}

let built: Promise<URL> | undefined;

/** The site in a temporary folder, built once for all tests of a file. */
function builtFolder(): Promise<URL> {
  built ??= (async () => {
    const folder = pathToFileURL(`${await Deno.makeTempDir({ prefix: "bnlstm_site_" })}/`);
    addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
    await buildSite({ output: folder });
    return folder;
  })();
  return built;
}
