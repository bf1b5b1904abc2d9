import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Settings } from "../../client/experiment.ts";
import type { DemoProps } from "../../client/mount_demo.tsx";
import { useLink } from "../../client/use_link.ts";
import { Choice } from "../../components/choice.tsx";
import { LineChart, power } from "../../components/line_chart.tsx";
import { Slider } from "../../components/slider.tsx";
import type { GradientFlow } from "./gradient_norms.ts";
import { SlopeChart } from "./slope_chart.tsx";
import { flowKey, type FlowSettings, GAMMAS, useFlows } from "./use_flows.ts";

/** What was recorded: flows by `flowKey`. */
export type RecordedFlows = Readonly<Record<string, GradientFlow>>;

const STARTS: Readonly<Record<string, string>> = {
  authors: "as the authors did",
  orthogonal: "orthogonal",
  identities: "four identities",
};
const CELLS = { rnn: "tanh RNN", lstm: "BN-LSTM" };
const SIZES = { 7: "49 steps", 14: "196 steps", 28: "784 steps" };

/** How much of the loss's gradient survives on its way back in time, for every γ. */
export function GradientFlowDemo({ recorded }: DemoProps<RecordedFlows>): VNode {
  const link = useLink();
  const { value: settings, error = link.error } = readSettings(link.settings);
  const [touched, setTouched] = useState(false);
  const change = (changes: Record<string, string | number>) => {
    setTouched(true);
    link.set(changes);
  };
  const around = GAMMAS.map((gamma) => ({ ...settings, gamma }));
  const linked = Object.keys(link.settings).length > 0;
  const { computed, failure, milliseconds } = useFlows([settings, ...around], touched || linked);
  const known = (settings: FlowSettings): GradientFlow | undefined =>
    computed.get(flowKey(settings)) ?? recorded[flowKey(settings)];
  const flow = known(settings);
  const steps = settings.imageSize ** 2;
  const points = ({ norms }: GradientFlow) =>
    norms.map((norm, t) => [t * (steps - 1) / (norms.length - 1), norm] as const);
  const background = around.flatMap((settings) => {
    const flow = known(settings);
    return flow ? [{ gamma: settings.gamma, flow }] : [];
  });
  const highest = Math.max(...[flow, ...background.map(({ flow }) => flow)]
    .flatMap((flow) => flow?.norms ?? [1]));
  return (
    <div class="demo">
      {error !== undefined && (
        <p class="failure" role="alert">{error}. The demo’s own settings are used.</p>
      )}
      <div class="settings">
        <Slider
          label="γ, the gain of every normalized term"
          name="gamma"
          min={0.05}
          max={1}
          step={0.05}
          value={settings.gamma}
          format={(gamma) => gamma.toFixed(2)}
          onInput={(gamma) => change({ gamma })}
        />
      </div>
      <Verdict flow={flow} steps={steps} />
      {failure !== undefined && <p class="failure" role="alert">{failure}</p>}
      <LineChart
        label={`Norm of the gradient of the loss with respect to the hidden state, against the time step, for γ ${
          settings.gamma.toFixed(2)
        } and others`}
        x={{ title: "time step t", domain: [0, steps - 1] }}
        y={{
          title: "‖∂loss/∂h_t‖",
          domain: [1e-30, 10 ** Math.max(1, Math.ceil(Math.log10(highest)))],
          log: true,
        }}
        height={320}
        series={[
          ...background.map(({ gamma, flow }) => ({
            name: `γ ${gamma.toFixed(1)}`,
            className: "series-other",
            points: points(flow),
            background: true,
          })),
          ...flow
            ? [{
              name: `γ ${settings.gamma.toFixed(2)}`,
              className: "series-bn",
              points: points(flow),
            }]
            : [],
        ]}
      />
      <div class="settings">
        <Choice
          label="Network"
          name="cell"
          value={settings.cell}
          options={Object.entries(CELLS).map(([value, label]) => ({ value, label }))}
          onChange={(cell) => change({ cell })}
        />
        <Choice
          label="Length"
          name="length"
          value={settings.imageSize}
          options={Object.entries(SIZES).map(([value, label]) => ({ value: Number(value), label }))}
          onChange={(imageSize) => change({ size: imageSize })}
        />
        {settings.cell === "lstm" && (
          <Choice
            label="Recurrent weights start"
            name="start"
            value={settings.start}
            options={Object.entries(STARTS).map(([value, label]) => ({ value, label }))}
            onChange={(start) => change({ start })}
          />
        )}
      </div>
      <SlopeChart gamma={settings.gamma} steps={steps} />
      <p class="machine">
        {!computed.has(flowKey(settings))
          ? "Recorded; move the slider and your machine computes it: plain JavaScript, double precision, one thread beside the page."
          : `Computed here in ${
            Math.round(milliseconds ?? 0)
          } ms: plain JavaScript, double precision, one thread beside the page.`}
        {flow &&
          ` ${
            (100 * flow.saturated).toFixed(1)
          } % of all units are saturated (a slope of tanh below 0.1).`}
      </p>
    </div>
  );
}

/** What the curve says, in words. */
function Verdict({ flow, steps }: { flow: GradientFlow | undefined; steps: number }) {
  if (!flow) return <p class="finding" aria-live="polite">Computing…</p>;
  const share = flow.norms[0] / flow.norms.at(-1)!;
  const [arrives, meaning] = share > 2
    ? [`${power(share)} times as much`, "It explodes, and training must clip it."]
    : share >= 0.01
    ? [percent(share), "What the first rows show can be learned."]
    : share >= 1e-6
    ? [`1 part in ${power(1 / share)}`, "What the first rows show is learned slowly, if at all."]
    : share > 0
    ? [`1 part in ${power(1 / share)}`, "What the first rows show cannot be learned."]
    : ["nothing", "What the first rows show cannot be learned."];
  return (
    <p class="finding" aria-live="polite">
      Of the gradient at the last pixel, <strong>{arrives}</strong> arrives at the first, {steps}
      {" "}
      steps earlier. {meaning}
    </p>
  );
}

function percent(share: number): string {
  return share < 0.1 ? `${(100 * share).toFixed(1)}\u00a0%` : `${Math.round(100 * share)}\u00a0%`;
}

function readSettings(given: Settings): { value: FlowSettings; error?: string } {
  const { gamma = 0.1, cell = "rnn", start = "authors", size = 28, ...rest } = given;
  const checks: [boolean, string][] = [
    [
      typeof gamma === "number" && gamma > 0 && gamma <= 10,
      `gamma = ${gamma}: it must be above 0 and at most 10`,
    ],
    [
      Object.hasOwn(CELLS, cell),
      `cell = ${cell}: it must be one of ${Object.keys(CELLS).join(", ")}`,
    ],
    [
      Object.hasOwn(STARTS, start),
      `start = ${start}: it must be one of ${Object.keys(STARTS).join(", ")}`,
    ],
    [
      Object.hasOwn(SIZES, size),
      `size = ${size}: it must be one of ${Object.keys(SIZES).join(", ")}`,
    ],
    ...Object.keys(rest).map((
      key,
    ): [boolean, string] => [false, `${key}: there is no such setting`]),
  ];
  const wrong = checks.find(([right]) => !right);
  if (wrong) return { ...readSettings({}), error: `Cannot use ${wrong[1]}` };
  return { value: { gamma, cell, start, imageSize: size } as FlowSettings };
}
