import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { WorkerClient } from "../../client/worker_calls.ts";
import { LineChart } from "../../components/line_chart.tsx";
import type { LengthAnswers } from "./worker.ts";

/** Milliseconds that the slider must rest. */
const PAUSE = 100;

/** Gradients at the input of each step, with `minShare` and without. */
export function GradientChart(
  { lengths, minShare }: { lengths: readonly number[]; minShare: number },
): VNode {
  const worker = useRef<WorkerClient<LengthAnswers> | undefined>(undefined);
  const [own, setOwn] = useState<number[]>();
  const [filled, setFilled] = useState<number[]>();
  const follow = (share: number, delay: number, show: (gradients: number[]) => void) => {
    let stale = false;
    const timer = setTimeout(() => {
      worker.current ??= new WorkerClient<LengthAnswers>("demos/lengths/worker.js");
      worker.current.ask("inputGradients", lengths, share)
        .then((gradients) => stale || show(gradients), () => {});
    }, delay);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  };
  const batch = String(lengths);
  useEffect(() => follow(0, 0, setOwn), [batch]);
  // A slider that is dragged asks for much that nobody waits for.
  useEffect(() => follow(minShare, PAUSE, setFilled), [batch, minShare]);
  useEffect(() => () => worker.current?.end(), []);
  const points = (values: number[] = []) => values.map((value, t) => [t, value] as const);
  const highest = Math.max(1e-4, ...own ?? [], ...filled ?? []);
  return (
    <LineChart
      label="Gradient that reaches the input of each step, with minShare and without"
      x={{ title: "time step t", domain: [0, Math.max(1, lengths[0] - 1)] }}
      y={{ title: "gradient that reaches the input of a row", domain: [0, 1.05 * highest] }}
      height={220}
      series={[
        {
          name: "every step only its own statistics",
          className: "series-plain",
          points: points(own),
        },
        {
          name: `minShare ${minShare.toFixed(2)}`,
          className: "series-bn",
          points: points(filled),
        },
      ]}
    />
  );
}
