import type { Page } from "playwright-core";
import { beforeAll } from "./bdd.ts";
import { bundle } from "./bundle.ts";
import { describePage } from "./describe_page.ts";
import type { PageOptions } from "./open_page.ts";

/** The page: Node's assertions come from their port to browsers, which wants a bare `process`. */
const HTML = `<!doctype html>
<script>globalThis.process = { env: {}, nextTick: queueMicrotask };</script>
<script type="importmap">{"imports":{"node:assert/strict":"/assert.js","node:assert":"/assert.js"}}</script>
<script type="module" src="/page.js"></script>`;

/** What a page is made of. */
export interface ChromiumPage extends PageOptions {
  /** The module of this folder that offers a `ConformancePage`. */
  module: string;
}

/**
 * Declares tests that need a page in headless Chromium. The module is bundled with all it imports and served,
 * and its backend prepared, before the first of them runs.
 *
 * @param body Declares the tests, given a function for the page, which is there once they run.
 */
export function describeInChromium(
  name: string,
  { module, ...options }: ChromiumPage,
  body: (page: () => Page) => void,
): void {
  const scripts = async () => ({
    "/page.js": await bundle(new URL(module, import.meta.url)),
    "/assert.js": await bundle(new URL("browser_assert.ts", import.meta.url)),
  });
  describePage(name, { html: HTML, scripts, ...options }, (page) => {
    beforeAll(async () => {
      await page().waitForFunction("globalThis.conformancePage !== undefined");
      await page().evaluate("conformancePage.prepare()");
    });
    body(page);
  });
}
