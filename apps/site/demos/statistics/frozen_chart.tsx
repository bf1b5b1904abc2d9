import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { LineChart } from "../../components/line_chart.tsx";
import { Slider } from "../../components/slider.tsx";

/** Properties of {@linkcode FrozenChart}. */
export interface FrozenChartProps {
  /** Steps that there are statistics of. */
  timeSteps: number;
  /** T_max, and how it is changed. */
  tMax: number;
  onChange(tMax: number): void;
  /** The loss at each step with statistics frozen at a step, or with all of them. */
  load(tMax: number | undefined): Promise<number[]>;
  /** Changes when the model has learned something. */
  moment: unknown;
}

/** T_max that the slider stands at, but for the last, which is all there are. */
export const STOPS: readonly number[] = [
  1,
  2,
  3,
  4,
  6,
  8,
  12,
  16,
  24,
  32,
  48,
  64,
  96,
  128,
  192,
  256,
];
/** Steps whose losses are averaged, so that the line is smooth. */
const BUCKET = 5;

/** What the loss does on long texts where the statistics of one step serve every later one. */
export function FrozenChart({ timeSteps, tMax, onChange, load, moment }: FrozenChartProps): VNode {
  const [losses, setLosses] = useState<{ of: string; frozen: number[]; all: number[] }>();
  const stops = [...STOPS.filter((stop) => stop < timeSteps), timeSteps];
  const of = JSON.stringify([tMax, moment]);
  useEffect(() => {
    let stale = false;
    Promise.all([load(tMax), load(undefined)]).then(([frozen, all]) => {
      if (!stale) setLosses({ of, frozen, all });
    }, () => {});
    return () => {
      stale = true;
    };
  }, [of]);
  const steps = losses?.all.length ?? 3 * timeSteps;
  const beyond = losses?.of === of && {
    frozen: mean(losses.frozen.slice(tMax)),
    all: mean(losses.all.slice(tMax)),
  };
  return (
    <>
      <Slider
        label="T_max: steps that have statistics of their own"
        name="tmax"
        min={0}
        max={stops.length - 1}
        step={1}
        value={stops.findLastIndex((stop) => stop <= tMax)}
        format={() => String(tMax)}
        onInput={(at) => onChange(stops[at])}
      />
      <p class="finding" aria-live="polite">
        {beyond
          ? (
            <>
              Beyond step {tMax} the loss is <strong>{beyond.frozen.toFixed(2)} bits</strong>{" "}
              per character{tMax < timeSteps
                ? `; with the statistics of all ${timeSteps} steps it is ${
                  beyond.all.toFixed(2)
                }. ${judgment(beyond.frozen - beyond.all)}`
                : `, on texts three times as long as any in training.`}
            </>
          )
          : "Reading…"}
      </p>
      <LineChart
        label={`Bits per character at each step, with statistics frozen at step ${tMax} and with all of them`}
        x={{ title: "time step t", domain: [0, steps] }}
        y={{
          title: "bits per character",
          domain: [
            0,
            Math.max(5, Math.ceil(Math.max(...smooth(losses?.frozen).map(([, y]) => y)))),
          ],
        }}
        at={tMax}
        height={240}
        series={[
          {
            name: "statistics of every step",
            className: "series-other",
            points: smooth(losses?.all),
          },
          { name: `frozen at T_max`, className: "series-bn", points: smooth(losses?.frozen) },
        ]}
      />
    </>
  );
}

function judgment(worse: number): string {
  if (worse > 0.3) return "Too early: the statistics had not settled.";
  return worse > 0.03 ? "They had nearly settled." : "They had settled: nothing is lost.";
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function smooth(losses: readonly number[] = []): [number, number][] {
  return Array.from(
    { length: Math.ceil(losses.length / BUCKET) },
    (_, i) => [(i + 0.5) * BUCKET, mean(losses.slice(i * BUCKET, (i + 1) * BUCKET))],
  );
}
