/**
 * The studies that compare: `deno task experiments search language-id`, `deno task experiments report`.
 *
 * @module
 */

import { report } from "./fair_search/report.ts";
import { runSearch } from "./fair_search/run_search.ts";
import { SETTINGS } from "./fair_search/setting.ts";

const [command, ...given] = Deno.args;
const names = given.filter((name) => name !== "--blas");
if (command === "report" && given.length === 0) {
  await report();
} else if (
  command === "search" && names.length > 0 &&
  names.every((name) => Object.hasOwn(SETTINGS, name))
) {
  await runSearch(names, { blas: given.includes("--blas") });
} else {
  console.error(
    `Usage: deno task experiments search SETTING … [--blas], or report\nSettings: ${
      Object.keys(SETTINGS).join(", ")
    }`,
  );
  Deno.exit(2);
}
