// @ts-types="@types/d3-array"
import { sum } from "d3-array";
import { useEffect, useRef, useState } from "preact/hooks";
import { assetsUrl, WorkerClient } from "../../client/worker_calls.ts";
import { type Implementation, IMPLEMENTATIONS } from "./implementations.ts";
import type { Sizes } from "./shared_result.ts";
import type { BenchmarkAnswers, Prepared } from "./worker.ts";

/** What was measured of an implementation. */
export interface Measured {
  id: string;
  /** What its name leaves open. */
  detail?: string;
  /** Milliseconds of each round. */
  rounds: number[];
  /** Why it was not measured. */
  reason?: string;
}

/** A measurement of every implementation, under way or done. */
export interface Benchmark {
  /** Absent before the first. */
  measured?: Measured[];
  /** What is being done; empty when nothing is. */
  progress: string;
  run(): Promise<void>;
}

/** Rounds that count; one before them does not. */
export const ROUNDS = 10;
/** Rounds that even the slowest takes part in. */
const FEWEST = 3;
/** Milliseconds of its own after which an implementation has taken part in enough of them. */
const ENOUGH = 3000;
/** How far results may be apart, relatively: float32 in another order of summation. */
const TOLERANCE = 1e-3;

interface Ready {
  result: Measured;
  worker: WorkerClient<BenchmarkAnswers>;
}

/** Times every implementation, after checking that all compute the same. */
export function useBenchmark(sizes: Sizes): Benchmark {
  const [measured, setMeasured] = useState<Measured[]>();
  const [progress, setProgress] = useState("");
  const running = useRef<WorkerClient<BenchmarkAnswers>[]>([]);
  const stop = () => {
    for (const worker of running.current.splice(0)) worker.end();
  };
  useEffect(() => stop, []);

  /** Those that compute what the first of their model computes. */
  const check = async (results: Measured[]): Promise<Ready[]> => {
    const ready: Ready[] = [];
    const truths = new Map<Implementation["model"], Prepared>();
    for (const [i, implementation] of IMPLEMENTATIONS.entries()) {
      setProgress(`Checking ${i + 1} of ${IMPLEMENTATIONS.length}: ${implementation.name}`);
      const result: Measured = { id: implementation.id, rounds: [] };
      results.push(result);
      const worker = new WorkerClient<BenchmarkAnswers>("demos/benchmark/worker.js");
      running.current.push(worker);
      try {
        const cores = navigator.hardwareConcurrency;
        const outcome = await worker.ask("prepare", implementation, sizes, cores, assetsUrl().href);
        const truth = truths.get(implementation.model) ?? outcome;
        truths.set(implementation.model, truth);
        const apart = Math.max(
          Math.abs(outcome.loss / truth.loss - 1),
          Math.abs(outcome.gradientNorm / truth.gradientNorm - 1),
        );
        if (!(apart < TOLERANCE)) throw new Error(`Its results differ by a factor of ${1 + apart}`);
        result.detail = outcome.detail;
        ready.push({ result, worker });
      } catch (error) {
        result.reason = (error as Error).message;
        worker.end();
      }
      setMeasured([...results]);
    }
    return ready;
  };

  const run = async () => {
    stop();
    const results: Measured[] = [];
    setMeasured(results);
    const ready = await check(results);
    // In turns, so that whatever else the machine does falls on all alike.
    for (let round = 0; round <= ROUNDS; round++) {
      setProgress(round === 0 ? "Warming up" : `Round ${round} of ${ROUNDS}`);
      for (const { result, worker } of ready) {
        if (result.reason !== undefined || hasEnough(result.rounds)) continue;
        try {
          const milliseconds = await worker.ask("round");
          if (round > 0) result.rounds.push(milliseconds);
        } catch (error) {
          result.reason = (error as Error).message;
        }
      }
      setMeasured(results.map((result) => ({ ...result })));
    }
    setProgress("");
    stop();
  };
  return { measured, progress, run };
}

function hasEnough(rounds: readonly number[]): boolean {
  return rounds.length >= FEWEST && sum(rounds) > ENOUGH;
}
