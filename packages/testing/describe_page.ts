import type { Page } from "playwright-core";
import { afterAll, beforeAll } from "./bdd.ts";
import { describeWherePossible } from "./describe_where_possible.ts";
import { missingBrowser } from "./launch_chromium.ts";
import { type OpenPage, openPage, type PageOptions } from "./open_page.ts";

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
  { scripts, ...source }: PageSource,
  body: (page: () => Page) => void,
): void {
  describeWherePossible(name, missingBrowser(), () => {
    let open: OpenPage;
    beforeAll(async () => {
      open = await openPage({ ...source, scripts: await scripts() });
    });
    afterAll(() => open?.close());
    body(() => open.page);
  });
}
