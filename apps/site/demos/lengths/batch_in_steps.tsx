import type { VNode } from "preact";
import { LineChart } from "../../components/line_chart.tsx";
import { type BatchLayout, batchLayout } from "./batch_layout.ts";
import { GradientChart, type GradientChartProps } from "./gradient_chart.tsx";

/** A batch over time: whose statistics each step takes, how many rows are left, and what gradient reaches them. */
export function BatchInSteps({ lengths: given, minShare, load }: GradientChartProps): VNode {
  const layout = batchLayout(given, minShare);
  const { active, blend, priorStep, enough, lengths } = layout;
  const filled = blend.filter((value) => value < 1).length;
  const steps = lengths[0];
  return (
    <>
      <p class="finding" aria-live="polite">
        {filled === 0
          ? (
            <>
              Every step uses the statistics of its own rows, even where only{" "}
              <strong>one row</strong>{" "}
              is left: normalized with nothing but itself, it becomes zero, and so does its
              gradient.
            </>
          )
          : (
            <>
              Up to step {priorStep} at least <strong>{Math.ceil(enough)} rows</strong>{" "}
              are left, and each step uses its own statistics. The last {filled}{" "}
              steps mix theirs with those of step {priorStep}.
            </>
          )}
      </p>
      <Picture layout={layout} />
      <LineChart
        label="Share of rows that are left and weight of a step's own statistics, against the time step"
        x={{ title: "time step t", domain: [0, Math.max(1, steps - 1)] }}
        y={{ title: "share", domain: [0, 1] }}
        height={220}
        series={[
          {
            name: "rows left, nₜ / B",
            className: "series-other",
            points: active.map((n, t) => [t, n / lengths.length] as const),
          },
          {
            name: "own statistics, λₜ",
            className: "series-bn",
            points: blend.map((value, t) => [t, value] as const),
          },
        ]}
      />
      <GradientChart lengths={lengths} minShare={minShare} load={load} />
    </>
  );
}

/** Rows below each other, longest first; time from left to right. Steps that are filled up have another color. */
function Picture({ layout: { lengths, priorStep } }: { layout: BatchLayout }) {
  const [steps, rows] = [lengths[0], lengths.length];
  const own = priorStep + 1;
  return (
    <svg
      class="batch"
      viewBox={`0 0 ${steps} ${rows}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${rows} rows of ${
        lengths.at(-1)
      } to ${steps} steps, longest first; steps after ${priorStep} mix in the statistics of step ${priorStep}`}
    >
      {lengths.map((length, row) => (
        <g key={row}>
          <rect class="own" x={0} y={row + 0.08} width={Math.min(length, own)} height={0.84} />
          {length > own && (
            <rect class="filled" x={own} y={row + 0.08} width={length - own} height={0.84} />
          )}
        </g>
      ))}
      <line x1={own} x2={own} y1={0} y2={rows} />
    </svg>
  );
}
