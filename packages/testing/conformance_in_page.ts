import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { it } from "./bdd.ts";
import { conformanceCases } from "./conformance_cases.ts";
import type { ConformanceOptions } from "./conformance_options.ts";

/**
 * Declares the conformance suite as tests that run in a page.
 *
 * @param options The same the page was made with.
 * @param page The page.
 */
export function conformanceInPage(options: ConformanceOptions, page: () => Page): void {
  for (const { name } of conformanceCases(options)) {
    it(name, async () => {
      const failure = await page().evaluate(`conformancePage.run(${JSON.stringify(name)})`);
      assert.equal(failure, undefined);
    });
  }
}
