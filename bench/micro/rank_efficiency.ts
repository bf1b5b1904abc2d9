/**
 * Draws how fast ranks with synchronized statistics are compared with ranks that do not communicate, each with 64 rows:
 * by the model of docs/distributed.md for up to 1,000 ranks on three networks, and measured for up to 8 ranks in network
 * namespaces of this machine (`network_ranks.sh`; Linux, as root). More ranks than cores share the cores in both cases.
 *
 *     deno run -A bench/micro/rank_efficiency.ts docs/distributed_efficiency.svg
 *
 * @module
 */

import * as Plot from "@observablehq/plot";
import { COLORS, drawSvg } from "../../apps/cli/report/draw_svg.ts";

/** A step of 64 rows on one thread, and what is sent in it. Times were measured, see docs/distributed.md. */
interface Step {
  name: string;
  /** Seconds of the step. */
  seconds: number;
  /** Messages within it. */
  messages: number;
  /** Bytes of one of them, on average. */
  messageBytes: number;
  /** Bytes of the gradient. */
  gradientBytes: number;
}

/** A network between ranks. */
interface Network {
  name: string;
  /** Seconds that a message takes from rank to rank, however short it is. */
  latency: number;
  /** Bytes a second. */
  bandwidth: number;
}

/** A share of the speed. */
interface Point {
  step: string;
  network: string;
  ranks: number;
  percent: number;
}

const STEPS: readonly Step[] = [
  { name: "A, H = 100", seconds: 0.48, messages: 3138, messageBytes: 4.9e3, gradientBytes: 1.7e5 },
  { name: "B, H = 1000", seconds: 6.1, messages: 402, messageBytes: 6.4e4, gradientBytes: 1.68e7 },
];
const GIGABIT = 1e9 / 8;
const NETWORKS: readonly Network[] = [
  { name: "10 Gbit/s, TCP", latency: 35e-6, bandwidth: 10 * GIGABIT },
  { name: "100 Gbit/s", latency: 3e-6, bandwidth: 100 * GIGABIT },
  { name: "400 Gbit/s", latency: 3e-6, bandwidth: 400 * GIGABIT },
];
/** Settings of `distributed.ts` with fewer time steps, which change both times alike, and megabits a second. */
const MEASURED = [
  { step: STEPS[0].name, setting: "A:200", ranks: [2, 4, 8], megabits: 1000 },
  { step: STEPS[0].name, setting: "A:200", ranks: [2, 4, 8], megabits: 10_000 },
  { step: STEPS[1].name, setting: "B:40", ranks: [2, 4], megabits: 10_000 },
];

/** What paper says: an all-reduce goes through ⌈log2 R⌉ ranks, the gradient through the network twice. */
function onPaper(step: Step, network: Network, ranks: number): number {
  const message = network.latency + step.messageBytes / network.bandwidth;
  const inMessages = step.messages * Math.ceil(Math.log2(ranks)) * message;
  const gradient = ranks > 1 ? 2 * step.gradientBytes / network.bandwidth : 0;
  return 100 * step.seconds / (step.seconds + inMessages + gradient);
}

/** What `distributed.ts` says of ranks in network namespaces. */
async function measure(setting: string, ranks: number, megabits: number): Promise<number> {
  const path = (name: string) => new URL(name, import.meta.url).pathname;
  const { success, stdout, stderr } = await new Deno.Command("bash", {
    args: [
      ...[path("network_ranks.sh"), `${ranks}`, `${megabits}`],
      ...[Deno.execPath(), "run", "-A", path("distributed.ts"), "3", setting],
      ...["--grow", "--ways=separate,synchronized", "--no-sums"],
    ],
  }).output();
  const text = new TextDecoder().decode(stdout);
  const share = text.match(/ synchronized .* ([\d.]+) of the speed separate/)?.[1];
  if (!success || share === undefined) throw new Error(new TextDecoder().decode(stderr));
  console.log(`${ranks} ranks, ${megabits} Mbit/s\n${text}`);
  return 100 * Number(share);
}

const [output] = Deno.args;
const measured: Point[] = [];
for (const { step, setting, ranks, megabits } of MEASURED) {
  const network = `measured, ${megabits / 1000} Gbit/s`;
  for (const count of ranks) {
    const percent = await measure(setting, count, megabits);
    measured.push({ step, network, ranks: count, percent });
  }
}
const counts = Array.from({ length: 300 }, (_, i) => Math.round(1000 ** (i / 299)));
const drawn: Point[] = STEPS.flatMap((step) =>
  NETWORKS.flatMap((network) =>
    counts.map((ranks) => ({
      step: step.name,
      network: network.name,
      ranks,
      percent: onPaper(step, network, ranks),
    }))
  )
);
const networks = [...new Set([...drawn, ...measured].map(({ network }) => network))];
await Deno.writeTextFile(
  output,
  drawSvg({
    width: 900,
    height: 380,
    marginLeft: 56,
    marginTop: 40,
    marginBottom: 76,
    x: {
      type: "log",
      base: 2,
      label: "ranks",
      labelArrow: "none",
      grid: true,
      ticks: [1, 2, 4, 8, 16, 64, 256, 1000],
      tickFormat: (value: number) => `${value}`,
    },
    y: {
      label: "share of the speed of ranks that do not communicate, %",
      domain: [0, 100],
      grid: true,
      labelArrow: "none",
    },
    fx: { domain: STEPS.map(({ name }) => name), label: null },
    color: { domain: networks, range: [...COLORS] },
    marks: [
      Plot.lineY(drawn, { fx: "step", x: "ranks", y: "percent", stroke: "network" }),
      Plot.dot(measured, { fx: "step", x: "ranks", y: "percent", fill: "network", r: 4.5 }),
      ...networks.map((network, i) =>
        Plot.text([network], {
          fx: () => STEPS[i < NETWORKS.length ? 0 : 1].name,
          text: () => network,
          frameAnchor: "bottom-left",
          dx: 145 * (i % NETWORKS.length),
          dy: 60,
          fill: COLORS[i],
          fontWeight: "bold",
        })
      ),
    ],
  }),
);
