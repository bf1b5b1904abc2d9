import type { VNode } from "preact";
import type { Settings } from "../../client/experiment.ts";
import type { DemoProps } from "../../client/mount_demo.tsx";
import { useLink } from "../../client/use_link.ts";
import { Choice } from "../../components/choice.tsx";
import { LineChart } from "../../components/line_chart.tsx";
import { Slider } from "../../components/slider.tsx";
import { type BatchLayout, batchLayout } from "./batch_layout.ts";
import { GradientChart } from "./gradient_chart.tsx";

/** Lengths of the rows of a batch, by what they are. */
export interface RecordedLengths {
  surnames: number[];
  paragraphs: number[];
}

const KINDS = { surnames: "surnames", paragraphs: "paragraphs" } as const;

/** A batch as a picture: which rows are still there at each step, and whose statistics each step takes. */
export function DifferentLengths({ recorded }: DemoProps<RecordedLengths>): VNode {
  const link = useLink();
  const { minShare, kind, wrong = link.error } = readSettings(link.settings);
  const layout = batchLayout(recorded[kind], minShare);
  const { active, blend, priorStep, enough, lengths } = layout;
  const filled = blend.filter((value) => value < 1).length;
  const steps = lengths[0];
  return (
    <div class="demo">
      {wrong !== undefined && (
        <p class="failure" role="alert">{wrong}. The demo’s own settings are used.</p>
      )}
      <div class="settings">
        <Slider
          label="minShare: the share of rows that counts as enough"
          name="share"
          min={0}
          max={0.5}
          step={0.05}
          value={minShare}
          format={(value) => value.toFixed(2)}
          onInput={(share) => link.set({ share })}
        />
        <Choice
          label="A batch of 64"
          name="batch"
          value={kind}
          options={Object.entries(KINDS).map(([value, label]) => ({ value, label }))}
          onChange={(batch) => link.set({ batch })}
        />
      </div>
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
            name: "rows left, n_t / B",
            className: "series-other",
            points: active.map((n, t) => [t, n / lengths.length] as const),
          },
          {
            name: "own statistics, λ_t",
            className: "series-bn",
            points: blend.map((value, t) => [t, value] as const),
          },
        ]}
      />
      <GradientChart lengths={lengths} minShare={minShare} />
    </div>
  );
}

function readSettings(
  { share = 0.25, batch = "surnames", ...rest }: Settings,
): { minShare: number; kind: keyof RecordedLengths; wrong?: string } {
  const fail = (what: string) => ({ ...readSettings({}), wrong: `Cannot use ${what}` });
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) return fail(`${unknown}: there is no such setting`);
  if (typeof share !== "number" || !(share >= 0 && share <= 1)) {
    return fail(`share = ${share}: it must be from 0 to 1`);
  }
  if (!Object.hasOwn(KINDS, batch)) {
    return fail(`batch = ${batch}: it must be one of ${Object.keys(KINDS).join(", ")}`);
  }
  return { minShare: share, kind: batch as keyof RecordedLengths };
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
      aria-label={`${rows} rows of 1 to ${steps} steps, longest first; steps after ${priorStep} mix in the statistics of step ${priorStep}`}
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
