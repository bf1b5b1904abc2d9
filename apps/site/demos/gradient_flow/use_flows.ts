import { useEffect, useRef, useState } from "preact/hooks";
import type { Experiment } from "../../client/experiment.ts";
import { assetsUrl, WorkerClient } from "../../client/worker_calls.ts";
import type { Flow } from "./flow.ts";
import { flowKey, type FlowSettings } from "./flow_settings.ts";
import type { FlowAnswers } from "./worker.ts";

/** Flows by `flowKey`, as they come in, and what went wrong. */
export interface Flows {
  computed: ReadonlyMap<string, Flow>;
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
  experiment: Experiment,
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
    const started = performance.now();
    worker.current.ask("flow", next, experiment, assetsUrl().href).then(
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
