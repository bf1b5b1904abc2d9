import type { VNode } from "preact";
/** Properties of {@linkcode Slider}. */
export interface SliderProps {
  /** What is set. */
  label: string;
  /** Name that a link can hide it by. */
  name: string;
  min: number;
  max: number;
  step: number;
  value: number;
  /** How a value is written. */
  format?: (value: number) => string;
  /** Called while it is dragged. */
  onInput: (value: number) => void;
}

/** A number in a range. */
export function Slider(
  { label, name, value, format = String, onInput, ...range }: SliderProps,
): VNode {
  return (
    <label class="slider" data-control={name}>
      <span>
        {label} <b>{format(value)}</b>
      </span>
      <input
        type="range"
        {...range}
        value={value}
        aria-label={label}
        aria-valuetext={format(value)}
        onInput={(event) => onInput(Number(event.currentTarget.value))}
      />
    </label>
  );
}
