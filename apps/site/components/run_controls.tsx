import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { TrainingState } from "../client/use_training.ts";

/** Properties of {@linkcode RunControls}. */
export interface RunControlsProps {
  /** The runs that are played together. */
  states: readonly TrainingState[];
  /** Updates in all. */
  steps: number;
  onPlay: () => void;
  onPause: () => void;
  onStep: () => void;
  onReset: () => void;
}

/** Play or pause, one update, from the beginning; how far it is, how fast, and how much longer it takes. */
export function RunControls(
  { states, steps, onPlay, onPause, onStep, onReset }: RunControlsProps,
): VNode {
  const playing = states.some((state) => state.playing);
  const opening = states.some((state) => state.opening);
  const step = Math.min(...states.map((state) => state.step));
  const rate = Math.min(...states.map((state) => state.rate));
  const failure = states.find((state) => state.failure !== undefined)?.failure;
  const done = step >= steps;
  const text = opening ? "Loading the kernels and the data…" : [
    `${step.toLocaleString("en")} of ${steps.toLocaleString("en")} updates`,
    ...rate > 0 ? [`${rate.toFixed(rate < 10 ? 1 : 0)} per second`] : [],
    ...playing && rate > 0 ? [`${duration((steps - step) / rate)} left`] : [],
  ].join(" · ");
  return (
    <div class="run" data-control="run">
      <div class="buttons">
        <button
          type="button"
          class="primary"
          disabled={opening || done}
          onClick={playing ? onPause : onPlay}
        >
          <Icon path={playing ? "M4 2h4v12H4zM10 2h4v12h-4z" : "M4 2l11 6-11 6z"} />
          {playing ? "Pause" : step > 0 ? "Continue" : "Train"}
        </button>
        <button type="button" disabled={playing || opening || done} onClick={onStep}>
          One update
        </button>
        <button type="button" disabled={opening || (step === 0 && !playing)} onClick={onReset}>
          Start over
        </button>
      </div>
      <progress max={steps} value={step} aria-label="Updates made" />
      <p class="run-text">{text}</p>
      {failure !== undefined && <p class="failure" role="alert">{failure}</p>}
      <Announcement text={text} playing={playing} />
    </div>
  );
}

/** Says how far it is to those who listen, no more than once in five seconds. */
function Announcement({ text, playing }: { text: string; playing: boolean }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!playing) return setSaid(text);
    const timer = setInterval(() => setSaid(text), 5000);
    return () => clearInterval(timer);
  }, [playing, playing ? "" : text]);
  return <p class="visually-hidden" role="status">{said}</p>;
}

function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 18 16" width="16" height="14" aria-hidden="true">
      <path d={path} fill="currentColor" />
    </svg>
  );
}

/** A time to wait, in words. */
function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
