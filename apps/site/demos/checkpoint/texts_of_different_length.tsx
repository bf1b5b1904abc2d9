import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { BatchInSteps } from "../lengths/batch_in_steps.tsx";
import { MinShareSlider } from "../lengths/min_share_slider.tsx";

/** Properties of {@linkcode TextsOfDifferentLength}. */
export interface TextsOfDifferentLengthProps {
  /** The share of rows that was enough in training. */
  minShare: number;
  /** The gradient that reaches each step of a batch of texts. */
  load(texts: readonly string[], minShare: number): Promise<number[]>;
}

/** Statistics of a batch need two rows. */
const LEAST = 2;
/** The most rows: more would be a strain on a phone. */
const MOST = 64;

const EXAMPLE = `li
ono
rossi
garcía
novák
schmidt
kowalski
papadopoulos
featherstonehaugh`;

/** A batch of the visitor's texts, one a line, as an opened model would be trained on it. */
export function TextsOfDifferentLength(
  { minShare: trained, load }: TextsOfDifferentLengthProps,
): VNode {
  const [text, setText] = useState(EXAMPLE);
  const [minShare, setMinShare] = useState(trained);
  const rows = text.split("\n").filter((line) => line !== "").slice(0, MOST);
  return (
    <div class="surprise">
      <h3>A batch of texts of different length</h3>
      <label class="paste">
        <span>One row a line, {LEAST} to {MOST}</span>
        <textarea
          rows={5}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <MinShareSlider value={minShare} onInput={setMinShare} />
      {rows.length >= LEAST && (
        <BatchInSteps
          key={rows.join("\n")}
          lengths={rows.map((row) => [...row].length)}
          minShare={minShare}
          load={(share) => load(rows, share)}
        />
      )}
    </div>
  );
}
