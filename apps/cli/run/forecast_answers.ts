import { type Checkpoint, type ForecastValues, LoadedForecaster } from "@bnlstm/train";
import type { Answers } from "./answers.ts";

/** A forecast for a series after some of its steps. */
interface ForecastAnswer {
  id: string;
  step: number;
  time?: string;
  forecasts: ForecastValues;
}

/** Makes forecasts for series from files. */
export function forecastAnswers(
  checkpoint: Checkpoint,
  everyStep: boolean,
): Answers<ForecastAnswer> {
  const model = LoadedForecaster.of(checkpoint);
  const { targets, layout: { horizon } } = model;
  const { roles } = checkpoint.data.reading!;
  const id = roles.sequence?.join(" / ") ?? "series";
  const clock = roles.time?.join(" ");
  const steps = Array.from({ length: horizon }, (_, step) => step);
  const rounded = (value: number) => Number(value.toPrecision(6));
  return {
    layout: {
      heads: [
        id,
        "step",
        ...clock === undefined ? [] : [clock],
        ...targets.flatMap((name) => steps.map((step) => `${name} +${step + 1}`)),
      ],
      cells: ({ id, step, time, forecasts }) => [
        id,
        step,
        ...clock === undefined ? [] : [time ?? ""],
        ...targets.flatMap((_, k) => steps.map((step) => rounded(forecasts[step][k]))),
      ],
      record: ({ id: name, step, time, forecasts }) => ({
        [id]: name,
        step,
        ...clock !== undefined && { [clock]: time },
        forecasts: Object.fromEntries(
          targets.map((name, k) => [name, forecasts.map((values) => rounded(values[k]))]),
        ),
      }),
    },
    async of(sequences) {
      const windows = sequences.map((sequence) => model.windowsOf(sequence, everyStep));
      const forecasts = await model.forecast(windows.flat());
      let next = 0;
      return sequences.flatMap(({ id, times }, at) =>
        windows[at].map(({ end }) => ({
          id,
          step: end,
          time: times?.[end - 1],
          forecasts: forecasts[next++],
        }))
      );
    },
    end: () => model.dispose(),
  };
}
