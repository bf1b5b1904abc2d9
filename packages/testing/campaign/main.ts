/**
 * The campaign against what docs/reliability.md promises: `deno task campaign [seconds] [seed] [part...]`. It is no
 * part of the gate, where `campaign_test.ts` runs each part for a moment.
 *
 * @module
 */

import { calls, webGpuCalls } from "./calls.ts";
import { type CampaignPart, randomNumbers } from "./campaign.ts";
import { diskErrors } from "./disk_errors.ts";
import { forgeries } from "./forgeries.ts";
import { fullDisk } from "./full_disk.ts";
import { kills } from "./kills.ts";
import { publicCalls } from "./public_calls.ts";
import { nodeCalls } from "./node_calls.ts";

/** All parts. */
export const PARTS: readonly CampaignPart[] = [
  kills,
  fullDisk,
  diskErrors,
  forgeries,
  publicCalls,
  calls,
  webGpuCalls,
  nodeCalls,
];

if (import.meta.main) {
  const [seconds = "60", seed = String(Date.now() % 2 ** 32), ...names] = Deno.args;
  console.log(`seed ${seed}, ${seconds} s for each part`);
  let faults = 0;
  for (const part of PARTS) {
    if (names.length > 0 && !names.includes(part.name)) continue;
    const missing = part.missing?.();
    if (missing !== undefined) {
      console.log(`${part.name}: left out, for ${missing}`);
      continue;
    }
    const end = performance.now() + 1000 * Number(seconds);
    const found = await part.run(randomNumbers(Number(seed)), () => performance.now() >= end);
    faults += found.faults.length;
    console.log(
      `${part.name}: ${found.tried} tried, ${found.faults.length} faults (${part.promise})`,
    );
    for (const fault of found.faults) console.log(`  ${fault}`);
  }
  Deno.exit(faults > 0 ? 1 : 0);
}
