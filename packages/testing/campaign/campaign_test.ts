import { describe, it } from "../bdd.ts";
import assert from "node:assert/strict";
import { calls, webGpuCalls } from "./calls.ts";
import { type CampaignPart, randomNumbers } from "./campaign.ts";
import { diskErrors } from "./disk_errors.ts";
import { forgeries } from "./forgeries.ts";
import { fullDisk } from "./full_disk.ts";
import { kills } from "./kills.ts";
import { publicCalls } from "./public_calls.ts";

/** Tries in the gate; `deno task campaign` goes on for as long as it is told to. */
const TRIES = new Map<CampaignPart, number>([
  [kills, 3],
  [fullDisk, 1],
  [diskErrors, 1],
  [forgeries, 200],
  [publicCalls, 2000],
  [calls, 5],
  [webGpuCalls, 2],
]);

describe("the campaign", () => {
  for (const [part, tries] of TRIES) {
    it(`finds that ${part.promise}`, async () => {
      if (part.missing?.() !== undefined) return;
      let left = tries;
      const { faults } = await part.run(randomNumbers(17), () => --left <= 0);
      assert.deepEqual(faults, []);
    });
  }
});
