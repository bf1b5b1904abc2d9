import { describe, it } from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { detectSeason } from "./detect_season.ts";
import {
  forecastBatch,
  type ForecastLayout,
  forecastSeries,
  ruleErrors,
  windowsBetween,
} from "./forecast_windows.ts";
import { naiveForecast, type NaiveRule } from "./naive_rules.ts";
import { fitEncoding } from "./sequence_encoding.ts";

const features = [
  { name: "mode", kind: "category", columns: ["mode"] },
  { name: "level", kind: "number", columns: ["level"] },
] as const;

function series(level: number[]) {
  const mode = level.map((_, step) => step % 2 === 0 ? "a" : "b");
  return { id: "1", line: 1, length: level.length, values: [mode, level] };
}

const layout: ForecastLayout = {
  window: 4,
  horizon: 2,
  season: 3,
  rule: "value a season ago",
  targets: [1],
  units: [2],
};
const values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3];
const encoding = fitEncoding([series(values)], features, { missing: "previous", fold: 1 });

describe("forecastBatch()", () => {
  it("puts targets in relation to their window, and everything in units", () => {
    const windows = [{ series: forecastSeries(series(values), encoding, [1]), end: 6 }];
    const { inputs, base, scale, targets } = forecastBatch(windows, encoding, layout);
    // Steps 2 … 5 are 4, 1, 5, 9: mean 4.75, deviation 2.861.
    const deviation = Math.sqrt([4, 1, 5, 9].reduce((sum, v) => sum + (v - 4.75) ** 2, 0) / 4);
    const level = [4, 1, 5, 9].map((value) => Math.fround((value - 4.75) / deviation));
    assert.deepEqual([...inputs], level.flatMap((v, at) => [...at % 2 ? [0, 1] : [1, 0], v]));
    assert.deepEqual([...base], [1 / 2, 5 / 2]);
    assert.deepEqual([...targets], [2 / 2, 6 / 2]);
    assert.deepEqual([...scale], [0, 1].map(() => Math.fround(deviation / 2)));
  });

  it("reads nothing that comes after the steps that are known", () => {
    fc.assert(fc.property(
      fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 10, maxLength: 10 }),
      fc.integer({ min: 4, max: 9 }),
      (other, end) => {
        const mixed = values.map((value, step) => step < end ? value : other[step]);
        const read = (level: number[]) => {
          const window = { series: forecastSeries(series(level), encoding, [1]), end };
          const { inputs, base, scale } = forecastBatch([window], encoding, layout);
          return { inputs, base, scale };
        };
        assert.deepEqual(read(mixed), read(values));
      },
    ));
  });

  it("does not know the truth beyond the end of a series", () => {
    const windows = [{ series: forecastSeries(series(values), encoding, [1]), end: 9 }];
    assert.deepEqual([...forecastBatch(windows, encoding, layout).targets], [3 / 2, NaN]);
  });

  it("compares with no truth that was filled in", () => {
    const level = [3, 1, 4, 1, 5, NaN, NaN, NaN, 5, 3];
    const one = forecastSeries(series(level), encoding, [1]);
    const window = { series: one, end: 7 };
    const { targets, base } = forecastBatch([window], encoding, layout);
    assert.deepEqual([...targets], [NaN, 5 / 2]);
    // It is forecast from what was filled in.
    assert.deepEqual([...base], [5 / 2, 5 / 2]);
    assert.deepEqual(ruleErrors([window], layout)["last value"], [0]);
    assert.deepEqual(windowsBetween(one, 4, 10, layout).map(({ end }) => end), [4, 7, 8]);
  });

  it("means the same at any level", () => {
    const high = values.map((value) => value + 1000);
    const window = (level: number[]) => ({
      series: forecastSeries(series(level), encoding, [1]),
      end: 7,
    });
    const [low, moved] = [values, high].map((level) =>
      forecastBatch([window(level)], encoding, layout).inputs
    );
    for (const [at, value] of low.entries()) assert.ok(Math.abs(value - moved[at]) < 1e-4);
  });
});

describe("naiveForecast()", () => {
  it("goes on with the last value, the last season, or the mean", () => {
    const forecasts = (rule: NaiveRule) =>
      [1, 2, 3, 4].map((ahead) => naiveForecast(rule, values, 6, ahead, layout));
    assert.deepEqual(forecasts("last value"), [9, 9, 9, 9]);
    assert.deepEqual(forecasts("value a season ago"), [1, 5, 9, 1]);
    assert.deepEqual(forecasts("mean of the window"), [4.75, 4.75, 4.75, 4.75]);
  });

  it("has no error where a rule is the truth", () => {
    const seasonal = Array.from({ length: 20 }, (_, step) => step % 3);
    const windows = [6, 9, 13].map((end) => ({
      series: forecastSeries(series(seasonal), encoding, [1]),
      end,
    }));
    const errors = ruleErrors(windows, layout);
    assert.deepEqual(errors["value a season ago"], [0]);
    assert.ok(errors["last value"][0] > 0);
  });
});

describe("detectSeason()", () => {
  const wave = (season: number, trend: number, noise: number, length = 120) => {
    let state = 7;
    const random = () => (state = state * 16807 % 2147483647) / 2147483647 - 0.5;
    return Array.from(
      { length },
      (_, step) => 5 * Math.sin(2 * Math.PI * step / season) + trend * step + noise * random(),
    );
  };

  it("finds seasons in trends and noise", () => {
    for (const season of [4, 7, 12, 24]) {
      for (const trend of [0, 3]) assert.equal(detectSeason(wave(season, trend, 1)), season);
    }
  });

  it("finds none where there is none", () => {
    assert.equal(detectSeason(wave(12, 0, 1000)), 1);
    assert.equal(detectSeason(Array.from({ length: 50 }, (_, step) => step * step)), 1);
    assert.equal(detectSeason([5, 5, 5, 5, 5, 5]), 1);
    assert.equal(detectSeason([]), 1);
  });
});
