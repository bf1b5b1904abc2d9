/**
 * Calls of the op with wrong arguments as a program for Node: prints what it found as JSON. The arguments are a seed
 * and how many calls to make at least.
 *
 * @module
 */

import { setupWasm } from "@bnlstm/backend-wasm";
import "@bnlstm/backend-cpu";
import process from "node:process";
import { randomNumbers } from "../campaign/campaign.ts";
import { tryOpCalls } from "../campaign/op_calls.ts";

const [seed, count] = process.argv.slice(2).map(Number);
await setupWasm({ threads: 1 });
let left = count / 200;
const findings = await tryOpCalls(["cpu", "wasm"], randomNumbers(seed), () => --left <= 0);
console.log(JSON.stringify(findings));
