import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { writeLink } from "../../client/experiment.ts";
import type { DemoProps } from "../../client/mount_demo.tsx";
import { pageAddress } from "../../client/use_experiment.ts";
import { useLink } from "../../client/use_link.ts";
import { Choice } from "../../components/choice.tsx";
import { LineChart, power } from "../../components/line_chart.tsx";
import { SharePanel } from "../../components/share_panel.tsx";
import { Slider } from "../../components/slider.tsx";
import type { Flow } from "./flow.ts";
import {
  CHOICES,
  flowCommand,
  flowKey,
  flowName,
  flowsAround,
  type FlowSettings,
  readFlowSettings,
} from "./flow_settings.ts";
import { HeardDigit } from "./heard_digit.tsx";
import { meanSlope, SlopeChart } from "./slope_chart.tsx";
import { useFlows } from "./use_flows.ts";

/** The power of ten below which nothing is drawn. */
const LOWEST = -30;

/** What was recorded: flows by `flowKey`, and a digit as hexadecimal gray levels. */
export interface RecordedFlows {
  flows: Readonly<Record<string, Flow>>;
  digit: string;
}

/** How much of the loss's gradient survives on its way back in time, for every γ. */
export function GradientFlowDemo({ experiment, recorded }: DemoProps<RecordedFlows>): VNode {
  const link = useLink();
  const { settings, wrong = link.error } = readFlowSettings(link.settings);
  const { cell, gamma, size, updates } = settings;
  const [touched, setTouched] = useState(false);
  const change = (changes: Record<string, string | number | undefined>) => {
    setTouched(true);
    link.set(changes);
  };
  const around = flowsAround(settings);
  const linked = Object.keys(link.settings).length > 0;
  const { computed, failure, milliseconds } = useFlows(
    [settings, ...around],
    experiment,
    touched || linked,
  );
  const known = (settings: FlowSettings): Flow | undefined =>
    computed.get(flowKey(settings)) ?? recorded.flows[flowKey(settings)];
  const flow = known(settings);
  const steps = size ** 2;
  const points = ({ norms }: Flow) =>
    norms.map((norm, t) => [t * steps / (norms.length - 1), norm] as const);
  const background = around.filter((one) => flowKey(one) !== flowKey(settings)).flatMap(
    (settings) => {
      const flow = known(settings);
      const name = updates > 0
        ? "before training"
        : settings.cell === cell
        ? `γ ${settings.gamma.toFixed(1)}`
        : `${CHOICES.cell[settings.cell]}, γ ${settings.gamma.toFixed(1)}`;
      return flow ? [{ name, flow }] : [];
    },
  );
  const powers = [flow, ...background.map(({ flow }) => flow)]
    .flatMap((flow) => flow?.norms ?? []).filter((norm) => norm > 0).map(Math.log10);
  const highest = Math.max(1, ...powers);
  // The RNN's axis stays where it is while γ moves.
  const lowest = cell === "rnn" ? LOWEST : Math.max(LOWEST, Math.min(-6, ...powers));
  const choose = <Name extends "cell" | "size" | "start" | "updates">(
    name: Name,
    label: string,
  ) => (
    <Choice<string>
      label={label}
      name={name}
      value={String(settings[name])}
      options={Object.entries(CHOICES[name]).map(([value, label]) => ({ value, label }))}
      onChange={(value) =>
        change({
          // Only what is short is trained, and only LSTMs.
          ...name === "size" || value === "rnn" ? { updates: undefined } : {},
          [name]: name === "size" || name === "updates" ? Number(value) : value,
        })}
    />
  );
  return (
    <div class="demo">
      {wrong !== undefined && (
        <p class="failure" role="alert">{wrong}. The demo’s own settings are used.</p>
      )}
      {cell === "plain"
        ? (
          <p class="machine">
            A plain LSTM has no γ: nothing is normalized.
          </p>
        )
        : (
          <div class="settings">
            <Slider
              label="γ: the standard deviation of what enters a unit"
              name="gamma"
              min={0.05}
              max={1}
              step={0.05}
              value={gamma}
              format={(gamma) => gamma.toFixed(2)}
              onInput={(gamma) => change({ gamma })}
            />
          </div>
        )}
      <div class="heard-finding">
        <HeardDigit digit={recorded.digit} size={size} flow={flow} />
        <div>
          <Verdict flow={flow} steps={steps} training={updates} />
          {cell === "rnn" && <Why gamma={gamma} steps={steps} />}
        </div>
      </div>
      {failure !== undefined && <p class="failure" role="alert">{failure}</p>}
      <LineChart
        label={`Norm of the gradient of the loss with respect to the hidden state, against the time step, for ${
          flowName(settings)
        } and others`}
        x={{ title: "time step t", domain: [0, steps] }}
        y={{
          title: "norm of the gradient, ‖∂loss/∂hₜ‖",
          domain: [10 ** Math.floor(lowest), 10 ** Math.ceil(highest)],
          log: true,
        }}
        height={320}
        series={[
          ...background.map(({ name, flow }) => ({
            name,
            className: "series-other",
            points: points(flow),
            background: true,
          })),
          ...flow
            ? [{
              name: flowName(settings),
              className: cell === "plain" ? "series-plain" : "series-bn",
              points: points(flow),
            }]
            : [],
        ]}
      />
      <div class="settings">
        {choose("cell", "Network")}
        {choose("size", "Length")}
        {cell !== "rnn" && choose("start", "Initial recurrent weights")}
        {cell !== "rnn" && size === 7 && choose("updates", "When")}
      </div>
      {cell === "rnn" && <SlopeChart gamma={gamma} />}
      <SharePanel
        link={`${pageAddress()}${writeLink(link.settings, {})}`}
        command={flowCommand(settings, experiment)}
        machine={machine(settings, computed.has(flowKey(settings)), milliseconds, flow)}
      />
    </div>
  );
}

/** What the curve says, in words. */
function Verdict(
  { flow, steps, training }: { flow: Flow | undefined; steps: number; training: number },
) {
  if (!flow) {
    return (
      <p class="finding" aria-live="polite">
        {training > 0 ? `Training for ${training} updates…` : "Computing…"}
      </p>
    );
  }
  const share = flow.norms[0] / flow.norms.at(-1)!;
  const [arrives, meaning] = share > 100
    ? [`${power(share)} times as much`, "It explodes: training only follows noise."]
    : share > 2
    ? [`${share.toFixed(0)} times as much`, "The network can learn from the first rows."]
    : share >= 0.01
    ? [percent(share), "The network can learn from the first rows."]
    : share >= 1e-6
    ? [`1 part in ${power(1 / share)}`, "From the first rows it learns slowly, if at all."]
    : share > 0
    ? [`1 part in ${power(1 / share)}`, "From the first rows it learns nothing."]
    : ["nothing", "From the first rows it learns nothing."];
  return (
    <p class="finding" aria-live="polite">
      Of the gradient at the end, <strong>{arrives}</strong> arrives at the first pixel, {steps}
      {" "}
      steps earlier. {meaning}
    </p>
  );
}

/** Why that is so, in two sentences. */
function Why({ gamma, steps }: { gamma: number; steps: number }) {
  const slope = meanSlope(gamma);
  return (
    <p class="because">
      Why: γ is the standard deviation of the inputs of each tanh, and on its way back the gradient
      is multiplied by the slope of {steps} of them. At γ = {gamma.toFixed(2)} that slope is{" "}
      {slope.toFixed(slope < 0.995 ? 2 : 3)} on average{slope > 0.95
        ? ": nearly all of the gradient passes. That is why γ starts at 0.1"
        : ": each step takes away a part of the gradient"}.
    </p>
  );
}

function machine(
  { cell }: FlowSettings,
  computed: boolean,
  milliseconds: number | undefined,
  flow: Flow | undefined,
): string {
  const how = cell === "rnn"
    ? "plain JavaScript, double precision, one worker thread"
    : "WebAssembly, single precision, one worker thread";
  const saturated = flow?.saturated.map(([what, share]) =>
    `${(100 * share).toFixed(1)}\u00a0% of ${what}`
  );
  return [
    computed
      ? `Computed here in ${Math.round(milliseconds ?? 0)} ms: ${how}.`
      : `Recorded earlier; move the slider to compute it on your machine: ${how}.`,
    ...saturated ? [`Saturated: ${saturated.join(", ")}.`] : [],
  ].join(" ");
}

function percent(share: number): string {
  return share < 0.1 ? `${(100 * share).toFixed(1)}\u00a0%` : `${Math.round(100 * share)}\u00a0%`;
}
