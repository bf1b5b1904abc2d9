import type { VNode } from "preact";
import { Slider } from "../../components/slider.tsx";

/** The share of rows that is enough for statistics. */
export function MinShareSlider(
  { value, onInput }: { value: number; onInput(share: number): void },
): VNode {
  return (
    <Slider
      label="minShare: the share of rows that counts as enough"
      name="share"
      min={0}
      max={0.5}
      step={0.05}
      value={value}
      format={(value) => value.toFixed(2)}
      onInput={onInput}
    />
  );
}
