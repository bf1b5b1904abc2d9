import { uniformSource } from "@bnlstm/core/initializers";
import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { sampleSymbol, type SamplingOptions } from "./sample_symbol.ts";

const logits = Float32Array.of(0.5, 2, -1, 2, 1);
const never = () => assert.fail("there is nothing to choose");

/** How often each symbol is drawn, of 20,000 times. */
function shares(options: SamplingOptions): number[] {
  const random = uniformSource(3);
  const counts = new Array(logits.length).fill(0);
  for (let i = 0; i < 20_000; i++) counts[sampleSymbol(logits, options, random)]++;
  return counts.map((count) => count / 20_000);
}

/** What they should be: the softmax of some logits over the temperature. */
function softmax(kept: number[], temperature: number): number[] {
  const weights = Array.from(
    logits,
    (logit, symbol) => kept.includes(symbol) ? Math.exp(logit / temperature) : 0,
  );
  const sum = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / sum);
}

describe("sampleSymbol()", () => {
  it("takes the most probable symbol at temperature 0 and with topK 1, the first of equal ones", () => {
    assert.equal(sampleSymbol(logits, { temperature: 0 }, never), 1);
    assert.equal(sampleSymbol(logits, { topK: 1 }, never), 1);
    assert.equal(sampleSymbol(logits, { temperature: 0, topK: 4 }, never), 1);
    assert.equal(sampleSymbol([-5, -3, -4], { topK: 1, temperature: 9 }, never), 1);
  });

  it("comes ever closer to that as the temperature falls", () => {
    for (const draw of [0, 0.3, 0.999999]) {
      assert.equal(sampleSymbol([0, 1, 3, 2], { temperature: 1e-3 }, () => draw), 2);
      assert.equal(sampleSymbol([0, 1, 3, 2], { temperature: 1e-300 }, () => draw), 2);
    }
  });

  for (
    const [options, expected] of [
      [{}, softmax([0, 1, 2, 3, 4], 1)],
      [{ temperature: 2 }, softmax([0, 1, 2, 3, 4], 2)],
      [{ temperature: 0.5 }, softmax([0, 1, 2, 3, 4], 0.5)],
      [{ topK: 3 }, softmax([1, 3, 4], 1)],
      [{ topK: 4, temperature: 3 }, softmax([0, 1, 3, 4], 3)],
      [{ topK: 99 }, softmax([0, 1, 2, 3, 4], 1)],
    ] as [SamplingOptions, number[]][]
  ) {
    it(`draws by the softmax with ${JSON.stringify(options)}`, () => {
      shares(options).forEach((share, symbol) => {
        // Five standard deviations.
        const spread = 5 * Math.sqrt(expected[symbol] * (1 - expected[symbol]) / 20_000);
        assert.ok(Math.abs(share - expected[symbol]) <= spread, `symbol ${symbol}: ${share}`);
      });
    });
  }

  it("draws by where the number falls", () => {
    const even = [0, 0, 0, 0];
    assert.deepEqual(
      [0, 0.24, 0.26, 0.51, 0.99].map((draw) => sampleSymbol(even, {}, () => draw)),
      [0, 0, 1, 2, 3],
    );
  });

  it("refuses what cannot be drawn by", () => {
    for (
      const [given, options, message] of [
        [logits, { temperature: -1 }, "temperature must be a number of 0 or more, got -1"],
        [logits, { temperature: NaN }, "temperature must be a number of 0 or more, got NaN"],
        [logits, { topK: 0 }, "topK must be a whole number of 1 or more, got 0"],
        [logits, { topK: 1.5 }, "topK must be a whole number of 1 or more, got 1.5"],
        [[0, NaN], {}, "a logit is NaN"],
        [[], {}, "there are no logits"],
      ] as [ArrayLike<number>, SamplingOptions, string][]
    ) {
      assert.throws(
        () => sampleSymbol(given, options, never),
        new RangeError(`Cannot sample: ${message}`),
      );
    }
  });
});
