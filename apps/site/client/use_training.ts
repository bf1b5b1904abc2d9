import { useEffect, useRef, useState } from "preact/hooks";
import type { Experiment, Settings } from "./experiment.ts";
import type { OpenedRun, TrainingAnswers, TrainingNews } from "./training_session.ts";
import { assetsUrl, WorkerClient } from "./worker_calls.ts";

/** A run as the page sees it. */
export interface TrainingState {
  /** What it was opened as; absent until it is there. */
  opened?: OpenedRun;
  /** Whether the worker is being prepared. */
  opening: boolean;
  playing: boolean;
  step: number;
  rate: number;
  losses: TrainingNews["losses"];
  evaluations: TrainingNews["evaluations"];
  /** What the parameters are, in a few letters; absent while they change. */
  digest?: string;
  failure?: string;
}

/** A run in a worker, and what can be done with it. */
export interface Training<Asked extends TrainingAnswers> {
  state: TrainingState;
  /** Trains until a step, or on and on. The worker and its data are loaded when it is first called. */
  play(until?: number): Promise<void>;
  pause(): Promise<void>;
  /** Forgets everything learned. */
  reset(): Promise<void>;
  /** Goes on where a checkpoint was made; returns its settings. */
  restore(bytes: Uint8Array): Promise<OpenedRun>;
  /** The worker, prepared. */
  worker(): Promise<WorkerClient<Asked, TrainingNews>>;
}

const EMPTY: TrainingState = {
  opening: false,
  playing: false,
  step: 0,
  rate: 0,
  losses: [],
  evaluations: [],
};

/**
 * A run with given settings. When they change it starts afresh, and nothing is computed before it is asked to play.
 *
 * @param script The worker, below the site's assets.
 */
export function useTraining<Asked extends TrainingAnswers>(
  script: string,
  experiment: Experiment,
  settings: Settings,
  threads = 1,
): Training<Asked> {
  const [state, setState] = useState(EMPTY);
  const client = useRef<WorkerClient<TrainingAnswers, TrainingNews> | undefined>(undefined);
  const opened = useRef<Promise<unknown> | undefined>(undefined);
  const key = JSON.stringify([settings, threads]);
  const current = useRef(key);
  /** Whether news are of the run that is shown, and not the last words of the one before. */
  const live = useRef(false);
  const update = (change: Partial<TrainingState>) => setState((state) => ({ ...state, ...change }));

  const hear = ({ step, playing, rate, losses, evaluations, failure }: TrainingNews) => {
    if (!live.current) return;
    setState((state) => ({
      ...state,
      step,
      playing,
      rate: rate || state.rate,
      losses: losses.length > 0 ? [...state.losses, ...losses] : state.losses,
      evaluations: evaluations.length > 0
        ? [...state.evaluations, ...evaluations]
        : state.evaluations,
      ...failure !== undefined && { failure },
      ...playing && { digest: undefined },
    }));
    if (!playing && failure === undefined) {
      // Plain pages of plain hosts have no digests.
      client.current!.ask("digest").then((digest) => update({ digest }), () => {});
    }
  };
  const fail = (error: Error): never => {
    opened.current = undefined;
    update({ failure: error.message, opening: false, playing: false });
    throw error;
  };
  const worker = async () => {
    client.current ??= new WorkerClient<TrainingAnswers, TrainingNews>(script, hear);
    const request = { experiment, settings, threads, assets: assetsUrl().href };
    opened.current ??= (async () => {
      update({ ...EMPTY, opening: true });
      const run = await client.current!.ask("open", request);
      live.current = true;
      update({ opened: run, opening: false });
    })();
    await opened.current.catch(fail);
    return client.current as WorkerClient<TrainingAnswers, TrainingNews>;
  };
  const reset = async () => {
    // At once, so that a run which is opened meanwhile is not forgotten.
    opened.current = undefined;
    live.current = false;
    setState(EMPTY);
    await client.current?.ask("pause");
  };
  useEffect(() => {
    if (current.current === key) return;
    current.current = key;
    reset();
  }, [key]);
  useEffect(() => () => client.current?.end(), []);
  return {
    state,
    worker: worker as unknown as Training<Asked>["worker"],
    reset,
    async play(until) {
      const ready = await worker();
      update({ playing: true, digest: undefined });
      await ready.ask("play", until);
    },
    async pause() {
      await client.current?.ask("pause");
    },
    async restore(bytes) {
      client.current ??= new WorkerClient<TrainingAnswers, TrainingNews>(script, hear);
      live.current = false;
      update({ ...EMPTY, opening: true });
      const run = client.current.ask("restore", bytes, assetsUrl().href);
      opened.current = run;
      try {
        const known = await run;
        live.current = true;
        update({ opened: known, opening: false, step: known.step });
        return known;
      } catch (error) {
        return fail(error as Error);
      }
    },
  };
}
