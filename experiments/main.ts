/**
 * The studies that compare: `deno task experiments search language-id`, `deno task experiments report`.
 *
 * @module
 */

import { report } from "./fair_search/report.ts";
import { runSearch } from "./fair_search/run_search.ts";
import { SETTINGS } from "./fair_search/setting.ts";

const [command, ...names] = Deno.args;
if (command === "report" && names.length === 0) {
  await report();
} else if (
  command === "search" && names.length > 0 &&
  names.every((name) => Object.hasOwn(SETTINGS, name))
) {
  await runSearch(names);
} else {
  console.error(
    `Usage: deno task experiments search SETTING …, or report\nSettings: ${
      Object.keys(SETTINGS).join(", ")
    }`,
  );
  Deno.exit(2);
}
