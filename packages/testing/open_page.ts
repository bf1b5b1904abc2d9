import type { Page } from "playwright-core";
import { BROWSER_PATIENCE, launchChromium } from "./launch_chromium.ts";

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
export interface PageContent extends PageOptions {
  /** Its HTML. */
  html: string;
  /** Its scripts, by the path they are served at. */
  scripts: Record<string, string>;
}

/** A page that is open, with its server and its browser. */
export interface OpenPage {
  /** The page. */
  page: Page;
  /** Ends the browser and the server. */
  close(): Promise<void>;
}

/** Serves a page and opens it in headless Chromium. */
export async function openPage(
  { html, scripts, flags = [], headers = {}, assets }: PageContent,
): Promise<OpenPage> {
  const server = Deno.serve({ port: 0, onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    const respond = (content: BodyInit, type: string) =>
      new Response(content, { headers: { ...headers, "content-type": type } });
    if (assets && pathname.endsWith(".wasm")) {
      return respond(await Deno.readFile(new URL(`.${pathname}`, assets)), "application/wasm");
    }
    const script = scripts[pathname];
    return script ? respond(script, "text/javascript") : respond(html, "text/html");
  });
  const browser = await launchChromium(flags);
  const page = await browser.newPage();
  page.setDefaultTimeout(BROWSER_PATIENCE);
  await page.goto(`http://localhost:${server.addr.port}/`);
  return {
    page,
    async close() {
      await browser.close();
      await server.shutdown();
    },
  };
}
