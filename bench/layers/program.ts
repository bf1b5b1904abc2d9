/**
 * Times layers in Deno or Node: takes a `LayerTask` as JSON, and prints times and the most memory it had, in bytes.
 *
 * @module
 */

import process from "node:process";
import { layerTimes } from "./layer_times.ts";

const times = await layerTimes(JSON.parse(process.argv[2]));
const memory = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ times, memory }));
process.exit();
