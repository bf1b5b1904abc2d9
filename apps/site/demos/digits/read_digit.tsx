import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Slider } from "../../components/slider.tsx";
import { DrawingPad } from "./drawing_pad.tsx";
import type { Reading } from "./read_image.ts";

/** A network that reads. */
export interface Reader {
  name: string;
  /** Class that colors it. */
  className: string;
  read(sums: number[]): Promise<Reading>;
}

/** Properties of {@linkcode ReadDigit}. */
export interface ReadDigitProps {
  readers: readonly Reader[];
  /** An image of the test set. */
  testDigit(index: number): Promise<{ sums: number[]; label: number }>;
  /** Whether there is something that has learned. */
  ready: boolean;
}

/** Milliseconds from one pixel to the next, where motion is welcome. */
const PACE = 45;

/** Reads a digit pixel by pixel with every network, and shows what they take it for after each. */
export function ReadDigit({ readers, testDigit, ready }: ReadDigitProps): VNode {
  const [readings, setReadings] = useState<Reading[]>();
  const [time, setTime] = useState(1);
  const [sums, setSums] = useState<number[]>();
  const [label, setLabel] = useState<number>();
  const next = useRef(0);
  const last = readings?.[0].probabilities.length ?? 49;

  useEffect(() => {
    if (!sums || !ready) return setReadings(undefined);
    let stale = false;
    Promise.all(readers.map(({ read }) => read(sums))).then((readings) => {
      if (stale) return;
      setReadings(readings);
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      setTime(still ? readings[0].probabilities.length : 1);
    }, () => {});
    return () => {
      stale = true;
    };
  }, [sums, ready]);
  useEffect(() => {
    if (!readings || time >= last) return;
    const timer = setTimeout(() => setTime(Math.min(last, time + Math.ceil(last / 98))), PACE);
    return () => clearTimeout(timer);
  }, [readings, time]);

  const take = async () => {
    const index = (next.current++ * 37) % 1000;
    const { sums, label } = await testDigit(index);
    setSums(sums);
    setLabel(label);
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
          <button type="button" disabled={!ready} onClick={take}>Take one from the test set</button>
        </div>
        <div>
          <PixelGrid sums={sums} share={readings ? time / last : 0} />
          {label !== undefined && <p>The test set says: {label}</p>}
        </div>
        <div class="verdict">
          {readings
            ? (
              <>
                <Slider
                  label="Pixels read"
                  name="time"
                  min={1}
                  max={last}
                  step={1}
                  value={time}
                  onInput={setTime}
                />
                <Probabilities
                  readers={readers}
                  values={readings.map(({ probabilities }) => probabilities[time - 1])}
                />
              </>
            )
            : (
              <p>
                {ready
                  ? "Draw a digit, or take one from the test set: it is read pixel by pixel."
                  : "Train for a moment first. Then draw a digit, and it is read pixel by pixel."}
              </p>
            )}
        </div>
      </div>
    </section>
  );
}

/** What a network sees of the drawing: 7x7 pixels, of which a share has been read. */
function PixelGrid({ sums, share }: { sums?: number[]; share: number }) {
  return (
    <svg class="pixels" viewBox="0 0 7 7" role="img" aria-label="The digit as 7x7 pixels">
      {Array.from({ length: 49 }, (_, i) => (
        <rect
          key={i}
          x={(i % 7) + 0.03}
          y={Math.floor(i / 7) + 0.03}
          width={0.94}
          height={0.94}
          fill-opacity={sums ? sums[i] / (16 * 255) : 0}
          class={i < 49 * share ? "seen" : ""}
        />
      ))}
    </svg>
  );
}

interface ProbabilitiesProps {
  readers: readonly Reader[];
  /** By reader and digit. */
  values: readonly (readonly number[])[];
}

function Probabilities({ readers, values }: ProbabilitiesProps) {
  return (
    <table class="probabilities">
      <thead>
        <tr>
          <th scope="col">digit</th>
          {readers.map(({ name, className }) => (
            <th scope="col" key={name} class={className}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {values[0].map((_, digit) => (
          <tr key={digit}>
            <th scope="row">{digit}</th>
            {values.map((own, i) => (
              <Bar
                key={i}
                value={own[digit]}
                best={own[digit] === Math.max(...own)}
                className={readers[i].className}
              />
            ))}
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
