import { useEffect, useRef, useState } from "preact/hooks";
import { assetsUrl, WorkerClient } from "../../client/worker_calls.ts";
import type { FlowOptions, GradientFlow } from "./gradient_norms.ts";
import type { FlowAnswers } from "./worker.ts";

/** What is looked at: a cell, its start, γ and the length of the sequences. */
export interface FlowSettings extends FlowOptions {
  imageSize: 7 | 14 | 28;
}

/** The γ of the curves in the background: those of the paper's figure. */
export const GAMMAS: readonly number[] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** The γ that the slider stands at. */
export const SLIDER: readonly number[] = Array.from({ length: 20 }, (_, i) => (i + 1) / 20);

/** A name for settings. */
export function flowKey({ cell, start, gamma, imageSize }: FlowSettings): string {
  return [cell, cell === "rnn" ? "" : start, imageSize, gamma.toFixed(2)].join(" ");
}

/** Flows by {@linkcode flowKey}, as they come in, and what went wrong. */
export interface Flows {
  computed: ReadonlyMap<string, GradientFlow>;
  failure?: string;
  /** Milliseconds that the last one took. */
  milliseconds?: number;
}

/**
 * Computes flows in a worker: first the one that is looked at, then those around it, one at a time, so that a change
 * of mind costs no more than the one under way.
 *
 * @param wanted Settings in order of importance.
 * @param active Whether to compute at all.
 */
export function useFlows(
  wanted: readonly FlowSettings[],
  active: boolean,
): Flows {
  const [flows, setFlows] = useState<Flows>({ computed: new Map() });
  const worker = useRef<WorkerClient<FlowAnswers> | undefined>(undefined);
  const busy = useRef(false);
  const next = wanted.find((settings) => !flows.computed.has(flowKey(settings)));

  useEffect(() => {
    if (!active || !next || busy.current || flows.failure !== undefined) return;
    worker.current ??= new WorkerClient<FlowAnswers>("demos/gradient_flow/worker.js");
    busy.current = true;
    const { imageSize, ...options } = next;
    const started = performance.now();
    worker.current.ask("flow", options, imageSize, assetsUrl().href).then(
      (flow) => {
        busy.current = false;
        setFlows(({ computed }) => ({
          computed: new Map(computed).set(flowKey(next), flow),
          milliseconds: performance.now() - started,
        }));
      },
      (error: Error) => {
        busy.current = false;
        setFlows(({ computed }) => ({ computed, failure: error.message }));
      },
    );
  });
  useEffect(() => () => worker.current?.end(), []);
  return flows;
}
