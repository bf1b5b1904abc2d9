import type { VNode } from "preact";
/** A value that can be chosen. */
export interface Option<Value> {
  value: Value;
  label: string;
  /** Why it cannot be chosen now. */
  unavailable?: string;
}

/** Properties of {@linkcode Choice}. */
export interface ChoiceProps<Value> {
  /** What is chosen. */
  label: string;
  /** Name that a link can hide it by. */
  name: string;
  options: readonly Option<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}

/** A few values side by side, one of which holds: radio buttons. */
export function Choice<Value extends string | number>(
  { label, name, options, value, onChange }: ChoiceProps<Value>,
): VNode {
  return (
    <fieldset class="choice" data-control={name}>
      <legend>{label}</legend>
      <div>
        {options.map((option) => (
          <label key={option.value} title={option.unavailable}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              disabled={option.unavailable !== undefined}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
