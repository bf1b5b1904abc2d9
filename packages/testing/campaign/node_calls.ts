import { nodeProgram } from "../npm/node_program.ts";
import { NpmProject } from "../npm/npm_project.ts";
import type { CampaignPart, Findings } from "./campaign.ts";

/** Calls of one process of Node. */
const CALLS = 10_000;

/** Calls of the op with wrong arguments, in Node, with the packages as npm gets them. */
export const nodeCalls: CampaignPart = {
  name: "node-calls",
  promise: "in Node too, a call with wrong arguments is refused by name",
  async run(random, isOver) {
    const project = await NpmProject.create(["core", "backend-cpu", "backend-wasm"], [
      "@tensorflow/tfjs-backend-cpu",
      "@tensorflow/tfjs-backend-wasm",
      "@tensorflow/tfjs-core",
      "pure-rand/",
    ]);
    const findings: Findings = { tried: 0, faults: [] };
    try {
      await project.write("calls.js", await nodeProgram("node_calls.ts"));
      do {
        const seed = String(Math.floor(random() * 2 ** 32));
        const { stdout } = await project.run("node", "calls.js", seed, String(CALLS));
        const { tried, faults }: Findings = JSON.parse(stdout.trim().split("\n").at(-1)!);
        findings.tried += tried;
        findings.faults.push(...faults.map((fault) => `seed ${seed}: ${fault}`));
      } while (!isOver());
    } finally {
      await project.remove();
    }
    return findings;
  },
};
