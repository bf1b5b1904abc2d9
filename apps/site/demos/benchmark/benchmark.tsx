import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { DemoProps } from "../../client/mount_demo.tsx";
import { assetsUrl, WorkerClient } from "../../client/worker_calls.ts";
import { implementations } from "./implementations.ts";
import type { BenchmarkAnswers } from "./worker.ts";

/** What was measured of an implementation. */
export interface Measured {
  name: string;
  /** Milliseconds of each round. */
  rounds: number[];
  /** Why it was not measured. */
  reason?: string;
}

/** Rounds that count; one before them does not. */
const ROUNDS = 10;
/** How far results may be apart, relatively: float32 in another order of summation. */
const TOLERANCE = 1e-3;

/** Times a training step on this machine in every way there is, after checking that all compute the same. */
export function Benchmark(_: DemoProps): VNode {
  const [measured, setMeasured] = useState<Measured[]>();
  const [progress, setProgress] = useState("");
  const [copied, setCopied] = useState(false);
  const running = useRef<WorkerClient<BenchmarkAnswers>[]>([]);
  const stop = () => {
    for (const worker of running.current.splice(0)) worker.end();
  };
  useEffect(() => stop, []);

  const run = async () => {
    stop();
    setMeasured([]);
    const list = implementations(
      navigator.hardwareConcurrency,
      crossOriginIsolated,
      "gpu" in navigator,
    );
    const ready: { result: Measured; worker: WorkerClient<BenchmarkAnswers> }[] = [];
    const results: Measured[] = [];
    const truths = new Map<string, { loss: number; gradientNorm: number }>();
    for (const [i, implementation] of list.entries()) {
      setProgress(`Checking ${i + 1} of ${list.length}: ${implementation.name}`);
      const result: Measured = { name: implementation.name, rounds: [] };
      results.push(result);
      const worker = new WorkerClient<BenchmarkAnswers>("demos/benchmark/worker.js");
      running.current.push(worker);
      try {
        const outcome = await worker.ask("prepare", implementation, assetsUrl().href);
        const truth = truths.get(implementation.model) ?? outcome;
        truths.set(implementation.model, truth);
        const apart = Math.max(
          Math.abs(outcome.loss / truth.loss - 1),
          Math.abs(outcome.gradientNorm / truth.gradientNorm - 1),
        );
        if (!(apart < TOLERANCE)) {
          throw new Error(`its results differ by a factor of ${1 + apart}`);
        }
        ready.push({ result, worker });
      } catch (error) {
        result.reason = (error as Error).message;
        worker.end();
      }
      setMeasured([...results]);
    }
    // In turns, so that whatever else the machine does falls on all alike.
    for (let round = 0; round <= ROUNDS; round++) {
      setProgress(round === 0 ? "Warming up" : `Round ${round} of ${ROUNDS}`);
      for (const { result, worker } of ready) {
        const milliseconds = await worker.ask("round");
        if (round > 0) result.rounds.push(milliseconds);
      }
      setMeasured(results.map((result) => ({ ...result })));
    }
    setProgress("");
    stop();
  };
  const shown = measured ?? [];
  const slowest = Math.max(...shown.map(({ rounds }) => median(rounds) || 0), 1);
  const busy = progress !== "";
  const copy = async () => {
    await navigator.clipboard.writeText(markdown(shown));
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <div class="demo">
      <div class="buttons">
        <button type="button" class="primary" disabled={busy} onClick={() => run().catch(() => {})}>
          {busy ? "Measuring…" : "Measure this machine"}
        </button>
        <button type="button" disabled={busy || !measured} onClick={copy}>
          {copied ? "Copied" : "Copy as Markdown"}
        </button>
      </div>
      <p class="run-text" role="status">
        {progress ||
          (measured
            ? `Medians of ${ROUNDS} rounds, taken in turns. All results were compared before any was timed.`
            : "It takes half a minute, or two on a phone.")}
      </p>
      {shown.length > 0 && (
        <table class="bars">
          <thead>
            <tr>
              <th scope="col">implementation</th>
              <th scope="col">one training step</th>
              <th scope="col">fastest … slowest</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, rounds, reason }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  {rounds.length > 0
                    ? (
                      <>
                        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                          <rect width={100 * median(rounds) / slowest} height={10} />
                        </svg>
                        {milliseconds(median(rounds))}
                      </>
                    )
                    : reason ?? "…"}
                </td>
                <td>
                  {rounds.length > 0 &&
                    `${milliseconds(Math.min(...rounds))} … ${milliseconds(Math.max(...rounds))}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="machine">
        Forward and backward pass with all gradients, without the optimizer: 32 rows, 50 steps, 28
        inputs, 64 units.
      </p>
    </div>
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle - 0.5)] + sorted[Math.ceil(middle - 0.5)]) / 2;
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function markdown(measured: readonly Measured[]): string {
  return [
    "| one training step, BN-LSTM unless another model is named, B=32 T=50 I=28 H=64 | median | fastest | slowest |",
    "| --- | ---: | ---: | ---: |",
    ...measured.filter(({ rounds }) => rounds.length > 0).map(({ name, rounds }) =>
      `| ${name} | ${
        [median(rounds), Math.min(...rounds), Math.max(...rounds)].map(milliseconds).join(" | ")
      } |`
    ),
    "",
    navigator.userAgent,
  ].join("\n");
}
