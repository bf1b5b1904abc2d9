/**
 * Builds the site, and serves it.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { buildSite } from "./build/build_site.tsx";
import { serveFolder } from "./build/serve_folder.ts";

const USAGE = `Usage: main.ts build|serve [options]
  --output FOLDER    where the site is written (build/site)
  --source-url URL   where the repository's files can be read, with a slash at its end
  --port PORT        port to serve on (8000)
  --base PATH        path to serve under, with slashes at both ends (/)
  --no-isolation     serve without the headers that threads need, as most static hosts do`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    allowNegative: true,
    options: {
      output: { type: "string", default: "build/site" },
      "source-url": { type: "string" },
      port: { type: "string", default: "8000" },
      base: { type: "string", default: "/" },
      isolation: { type: "boolean", default: true },
    },
  });
  const [command, ...rest] = positionals;
  if (rest.length > 0 || (command !== "build" && command !== "serve")) throw new TypeError(USAGE);
  const output = pathToFileURL(resolve(values.output) + "/");
  await buildSite({ output, sourceUrl: values["source-url"] });
  console.log(`built ${values.output}`);
  if (command === "build") return;
  const { base } = values;
  serveFolder(output, { port: Number(values.port), base, isolated: values.isolation });
  console.log(`serving http://localhost:${values.port}${base}`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  console.error(error.message);
  Deno.exit(2);
}
