import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Training } from "../../client/use_training.ts";
import { assetsUrl } from "../../client/worker_calls.ts";
import { Slider } from "../../components/slider.tsx";
import { DrawingPad } from "./drawing_pad.tsx";
import type { DigitAnswers, Reading } from "./worker.ts";

/** Properties of {@linkcode ReadDigit}. */
export interface ReadDigitProps {
  bn: Training<DigitAnswers>;
  plain: Training<DigitAnswers>;
  /** Whether there is something that has learned. */
  ready: boolean;
}

const PIXELS = 49;
/** Milliseconds from one pixel to the next, where motion is welcome. */
const PACE = 45;

/** Reads a digit pixel by pixel with both models, and shows what they take it for after each. */
export function ReadDigit({ bn, plain, ready }: ReadDigitProps): VNode {
  const [readings, setReadings] = useState<{ bn: Reading; plain: Reading }>();
  const [time, setTime] = useState(PIXELS);
  const [sums, setSums] = useState<number[]>();
  const [label, setLabel] = useState<number>();
  const next = useRef(0);

  useEffect(() => {
    if (!sums || !ready) return setReadings(undefined);
    let stale = false;
    const ask = async ({ worker }: Training<DigitAnswers>) => (await worker()).ask("read", sums);
    Promise.all([ask(bn), ask(plain)]).then(([bn, plain]) => {
      if (stale) return;
      setReadings({ bn, plain });
      setTime(matchMedia("(prefers-reduced-motion: reduce)").matches ? PIXELS : 1);
    }, () => {});
    return () => {
      stale = true;
    };
  }, [sums, ready]);
  useEffect(() => {
    if (!readings || time >= PIXELS) return;
    const timer = setTimeout(() => setTime(time + 1), PACE);
    return () => clearTimeout(timer);
  }, [readings, time]);

  const take = async () => {
    const index = (next.current++ * 37) % 1000;
    const { sums, label } = await (await bn.worker()).ask("testDigit", index, assetsUrl().href);
    setSums(sums);
    setLabel(label);
  };
  const shown = readings && {
    bn: readings.bn.probabilities[time - 1],
    plain: readings.plain.probabilities[time - 1],
  };
  return (
    <section class="read-digit" data-control="draw" aria-labelledby="read-digit">
      <h2 id="read-digit">Read a digit</h2>
      <div class="read-columns">
        <div>
          <DrawingPad
            onDraw={(drawn) => {
              setSums(drawn);
              setLabel(undefined);
            }}
          />
          <button type="button" disabled={!ready} onClick={take}>Take one of the test set</button>
        </div>
        <div>
          <PixelGrid sums={sums} order={readings?.bn.pixels} time={time} />
          {label !== undefined && <p>The test set says: {label}</p>}
        </div>
        <div class="verdict">
          {shown
            ? (
              <>
                <Slider
                  label="Pixels read"
                  name="time"
                  min={1}
                  max={PIXELS}
                  step={1}
                  value={time}
                  onInput={setTime}
                />
                <Probabilities {...shown} />
              </>
            )
            : (
              <p>
                {ready
                  ? "Draw a digit, or take one: both networks read it pixel by pixel."
                  : "Train for a moment first; then draw a digit and both networks read it pixel by pixel."}
              </p>
            )}
        </div>
      </div>
    </section>
  );
}

/** What a network sees of the drawing: 7x7 pixels. */
function PixelGrid({ sums, time }: { sums?: number[]; order?: number[]; time: number }) {
  return (
    <svg class="pixels" viewBox="0 0 7 7" role="img" aria-label="The digit as 7x7 pixels">
      {Array.from({ length: PIXELS }, (_, i) => (
        <rect
          key={i}
          x={(i % 7) + 0.03}
          y={Math.floor(i / 7) + 0.03}
          width={0.94}
          height={0.94}
          fill-opacity={sums ? sums[i] / (16 * 255) : 0}
          class={i < time ? "seen" : ""}
        />
      ))}
    </svg>
  );
}

function Probabilities({ bn, plain }: { bn: number[]; plain: number[] }) {
  return (
    <table class="probabilities">
      <thead>
        <tr>
          <th scope="col">digit</th>
          <th scope="col" class="series-bn">BN-LSTM</th>
          <th scope="col" class="series-plain">plain LSTM</th>
        </tr>
      </thead>
      <tbody>
        {bn.map((value, digit) => (
          <tr key={digit}>
            <th scope="row">{digit}</th>
            <Bar value={value} best={value === Math.max(...bn)} className="series-bn" />
            <Bar
              value={plain[digit]}
              best={plain[digit] === Math.max(...plain)}
              className="series-plain"
            />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Bar({ value, best, className }: { value: number; best: boolean; className: string }) {
  return (
    <td class={`${className}${best ? " best" : ""}`}>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect width={100 * value} height={10} />
      </svg>
      <span>{Math.round(100 * value)} %</span>
    </td>
  );
}
