import {
  arbitraryReferenceCase,
  assertClose,
  describe,
  gaussian,
  it,
  type ReferenceCase,
  referenceInput,
} from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { referenceBackward, type ReferenceUpstream } from "./reference_backward.ts";
import { referenceForward } from "./reference_forward.ts";
import type { ReferenceInput } from "./reference_types.ts";

const small = { timeSteps: 4, batchSize: 5, inputSize: 3, hiddenSize: 3 };

const plainCase: ReferenceCase = {
  timeSteps: 4,
  batchSize: 5,
  inputSize: 2,
  hiddenSize: 3,
  variableLength: false,
  sites: { input: "timestep", hidden: "timestep", cell: "timestep" },
  mode: "train",
  minShare: 0.4,
  reverse: false,
  seed: 1,
};

function upstreamOf(input: ReferenceInput, seed: number): ReferenceUpstream {
  const { timeSteps: T, batchSize: B, hiddenSize: H } = input.shape;
  return {
    hs: gaussian(T * B * H, seed),
    h: gaussian(B * H, seed + 1),
    c: gaussian(B * H, seed + 2),
  };
}

/** A scalar loss, linear in the outputs, whose gradient with respect to them is `upstream`. */
function lossOf(input: ReferenceInput, upstream: ReferenceUpstream): number {
  const { output } = referenceForward(input);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, i) => sum + v * b[i], 0);
  return dot(output.hs, upstream.hs) + dot(output.h, upstream.h) + dot(output.c, upstream.c);
}

describe("referenceBackward()", () => {
  it("agrees with central differences in every gradient, over all settings", () => {
    fc.assert(
      fc.property(arbitraryReferenceCase(small), (drawn) => {
        const input = referenceInput(drawn);
        // The statistics of an earlier step are held constant, which differences do not see: no step gets
        // any here. The golden files hold gradients with them.
        input.minShare = 0;
        const upstream = upstreamOf(input, drawn.seed + 100);
        const { residuals } = referenceForward(input);
        const gradients = referenceBackward(input, residuals, upstream);
        const variables = { x: input.x, h0: input.h0, c0: input.c0, ...input.parameters };
        for (const [name, values] of Object.entries(variables)) {
          const numeric = values.map((value, i) => {
            // Four points: where two rows are all there are, the loss bends too much for two.
            const step = 1e-4;
            const at = (steps: number) => {
              values[i] = value + steps * step;
              const loss = lossOf(input, upstream);
              values[i] = value;
              return loss;
            };
            return (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * step);
          });
          const analytic = gradients[name as keyof typeof gradients];
          assertClose(analytic, numeric, { absolute: 1e-7, relative: 1e-7 }, name);
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe("referenceForward()", () => {
  it("ignores how much padding there is and what it holds, in outputs and gradients", () => {
    fc.assert(
      fc.property(arbitraryReferenceCase(small), (drawn) => {
        const input = referenceInput(drawn);
        const { timeSteps: T, batchSize: B, inputSize: I, hiddenSize: H } = input.shape;
        const lengths = input.lengths ?? new Int32Array(B).fill(T);
        const extra = 3;
        const x = new Float64Array((T + extra) * B * I).fill(NaN);
        x.set(input.x);
        for (let t = 0; t < T; t++) {
          for (let b = 0; b < B; b++) {
            if (t >= lengths[b]) x.fill(1e9, (t * B + b) * I, (t * B + b + 1) * I);
          }
        }
        const padded = { ...input, x, lengths, shape: { ...input.shape, timeSteps: T + extra } };
        const upstream = upstreamOf(input, 3);
        const hs = new Float64Array((T + extra) * B * H).fill(NaN);
        hs.set(upstream.hs);

        const a = referenceForward(input);
        const b = referenceForward(padded);
        assert.deepEqual(b.output.hs.subarray(0, T * B * H), a.output.hs);
        assert.ok(b.output.hs.subarray(T * B * H).every((value) => value === 0));
        assert.deepEqual([b.output.h, b.output.c], [a.output.h, a.output.c]);
        const { x: dxA, ...restA } = referenceBackward(input, a.residuals, upstream);
        const { x: dxB, ...restB } = referenceBackward(padded, b.residuals, { ...upstream, hs });
        assert.deepEqual(restB, restA);
        assert.deepEqual(dxB.subarray(0, T * B * I), dxA);
      }),
      { numRuns: 60, seed: 8 },
    );
  });

  it("gives the paper's formula bit for bit at equal lengths, whatever minShare is", () => {
    const paper = referenceForward(referenceInput({ ...plainCase, minShare: 0 })).output;
    const shrunk = referenceForward({
      ...referenceInput({ ...plainCase, minShare: 1 }),
      lengths: new Int32Array(5).fill(4),
    }).output;
    assert.deepEqual(shrunk, paper);
  });

  it("fills up the steps after the last one with enough rows with its statistics", () => {
    const input = { ...referenceInput(plainCase), lengths: Int32Array.of(4, 1, 2, 2, 2) };
    const { output, residuals } = referenceForward(input);
    assert.equal(residuals.schedule.priorStep, 1);
    const enough = output.batchStatistics.hidden![1];
    const own = output.batchStatistics.hidden![2];
    // One row there is, one more of the two that are enough is made up.
    const mean = own.mean.map((m, j) => (m + enough.mean[j]) / 2);
    const variance = own.variance.map((v, j) =>
      (v + (own.mean[j] - mean[j]) ** 2 + enough.variance[j] + (enough.mean[j] - mean[j]) ** 2) / 2
    );
    const expected = variance.map((v) => 1 / Math.sqrt(v + input.epsilon));
    assertClose(residuals.hidden[2].rstd, expected, { absolute: 0, relative: 1e-14 });
  });

  it("survives zero variance and constant input", () => {
    const input = referenceInput(plainCase);
    input.x.fill(0);
    input.h0.fill(0);
    input.c0.fill(0);
    input.epsilon = 1e-5;
    const { output, residuals } = referenceForward(input);
    const gradients = referenceBackward(input, residuals, upstreamOf(input, 5));
    for (const values of [output.hs, ...Object.values(gradients)]) {
      assert.ok(values.every(Number.isFinite));
    }
  });

  it("predicts each row on its own in eval", () => {
    const whole = referenceInput({ ...plainCase, mode: "eval" });
    const { timeSteps: T, batchSize: B, inputSize: I, hiddenSize: H } = whole.shape;
    const row = 2;
    const take = (values: Float64Array, steps: number, size: number) =>
      Float64Array.from(
        { length: steps * size },
        (_, i) => values[(Math.floor(i / size) * B + row) * size + i % size],
      );
    const alone = referenceForward({
      ...whole,
      shape: { ...whole.shape, batchSize: 1 },
      x: take(whole.x, T, I),
      h0: take(whole.h0, 1, H),
      c0: take(whole.c0, 1, H),
    }).output;
    assert.deepEqual(alone.hs, take(referenceForward(whole).output.hs, T, H));
  });

  it("refuses eval without population statistics, naming the site", () => {
    const input = { ...referenceInput({ ...plainCase, mode: "eval" }), statistics: undefined };
    assert.throws(() => referenceForward(input), /input site: it needs population statistics/);
  });
});
