import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Slider } from "../../components/slider.tsx";
import type { SampleOptions, Surprise } from "./use_text_model.ts";

/** Properties of {@linkcode WriteAndRead}. */
export interface WriteAndReadProps {
  /** Changes when the model has learned something; absent while it knows nothing. */
  moment: number | undefined;
  /** Writes a text. */
  sample(options: SampleOptions): Promise<string>;
  /** Says how much each character of a text surprises it. */
  surprise(text: string): Promise<Surprise[]>;
}

/** What is colored until the visitor writes something else. */
const SENTENCE = "Alice was beginning to get very tired of sitting by her sister on the bank.";

/** What a character model writes, and what surprises it. */
export function WriteAndRead({ moment, sample, surprise }: WriteAndReadProps): VNode {
  const [temperature, setTemperature] = useState(0.6);
  const [topK, setTopK] = useState(20);
  const [written, setWritten] = useState("");
  const [sentence, setSentence] = useState(SENTENCE);
  const [surprises, setSurprises] = useState<Surprise[]>([]);

  useEffect(() => {
    if (moment === undefined) {
      setWritten("");
      setSurprises([]);
      return;
    }
    let stale = false;
    (async () => {
      const text = await sample({ temperature, topK, length: 240, seed: 1 });
      if (!stale) setWritten(text);
      const scored = await surprise(sentence.slice(0, 300));
      if (!stale) setSurprises(scored);
    })().catch(() => {});
    return () => {
      stale = true;
    };
  }, [moment, temperature, topK, sentence]);

  return (
    <>
      <section class="written" aria-label="What the network writes">
        <p>{written || "Once it trains, the network writes here every 50 updates."}</p>
      </section>
      <div class="settings">
        <Slider
          label="Temperature"
          name="temperature"
          min={0}
          max={1.5}
          step={0.1}
          value={temperature}
          format={(value) => value.toFixed(1)}
          onInput={setTemperature}
        />
        <Slider
          label="Choose among the most probable"
          name="topk"
          min={1}
          max={60}
          step={1}
          value={topK}
          onInput={setTopK}
        />
      </div>
      <div class="surprise">
        <label>
          <span>How much does each character surprise the network?</span>
          <input
            type="text"
            value={sentence}
            maxLength={300}
            onInput={({ currentTarget }) => setSentence(currentTarget.value)}
          />
        </label>
        <p class="characters">
          {(surprises.length > 0 ? surprises : [...sentence].map((c): Surprise => [c, undefined]))
            .map(([character, bits], i) => (
              <span
                key={i}
                class={`bits-${bits === undefined ? "none" : Math.min(8, Math.floor(bits))}`}
                title={bits === undefined ? undefined : `${bits.toFixed(1)} bits`}
              >
                {character}
              </span>
            ))}
        </p>
        <p class="machine">
          The darker, the more bits: 0 for certainty, 5 for a probability of 1 in 32. {surprises
                .length > 1 &&
            `${mean(surprises).toFixed(2)} bits per character on average.`}
        </p>
      </div>
    </>
  );
}

function mean(surprises: readonly Surprise[]): number {
  const known = surprises.flatMap(([, bits]) => bits ?? []);
  return known.reduce((sum, bits) => sum + bits, 0) / known.length;
}
