import {
  referenceBackward,
  referenceForward,
  type ReferenceInput,
  type ReferenceParameters,
} from "@bnlstm/core/reference";
import type { SequenceShape } from "@bnlstm/core/kernels";
import type { StatisticsTable } from "@bnlstm/core";
import assert from "node:assert/strict";
import { assertClose } from "./assert_close.ts";
import { describe, it } from "./bdd.ts";
import { type GoldenNumbers, referenceGolden } from "./fixtures/reference_golden.ts";

const HINT = "fixtures/bn_lstm_golden.json, written by " +
  "`python3 packages/testing/fixtures/bn_lstm_golden.py`";
const OWN_HINT = "fixtures/reference_golden.json, written by " +
  "`deno run --allow-write packages/testing/fixtures/reference_golden.ts`";

/** Ten times what the two implementations differ by. */
const tolerance = { absolute: 0, relative: 1e-13 };

interface GoldenCase {
  name: string;
  shape: SequenceShape;
  lengths: number[];
  sites: ReferenceInput["sites"];
  mode: ReferenceInput["mode"];
  epsilon: number;
  minShare: number;
  reverse: boolean;
  population: Record<string, StatisticsTable> | null;
  values: GoldenNumbers;
  upstream: GoldenNumbers;
  outputs: GoldenNumbers;
  statistics: Record<string, { mean: number[]; variance: number[] }[]>;
  gradients: GoldenNumbers;
}

interface GoldenTrajectory {
  shape: SequenceShape;
  classes: number;
  epsilon: number;
  learningRate: number;
  labels: number[];
  values: GoldenNumbers;
  losses: number[];
}

async function readFixture<T>(name: string): Promise<T> {
  return JSON.parse(await Deno.readTextFile(new URL(`fixtures/${name}`, import.meta.url)));
}

const golden = await readFixture<{ cases: GoldenCase[]; trajectory: GoldenTrajectory }>(
  "bn_lstm_golden.json",
);
const own = await readFixture<ReturnType<typeof referenceGolden>>("reference_golden.json");

function float64(values: GoldenNumbers): Record<string, Float64Array> {
  const entries = Object.entries(values);
  return Object.fromEntries(entries.map(([name, list]) => [name, Float64Array.from(list)]));
}

describe("the float64 reference and an independent implementation in NumPy", () => {
  for (const drawn of golden.cases) {
    it(`agree in outputs, statistics and gradients: ${drawn.name}`, () => {
      const { x, h0, c0, ...parameters } = float64(drawn.values);
      const input: ReferenceInput = {
        ...drawn,
        x,
        h0,
        c0,
        parameters: parameters as unknown as ReferenceParameters,
        statistics: drawn.population ?? undefined,
      };
      const { output, residuals } = referenceForward(input);
      const { hs, h, c } = float64(drawn.upstream);
      const gradients = referenceBackward(input, residuals, { hs, h, c });

      const agree = (actual: Float64Array, expected: number[], what: string) =>
        assertClose(actual, expected, tolerance, `${what} (${HINT})`);
      agree(output.hs, drawn.outputs.hs, "hs");
      agree(output.h, drawn.outputs.h, "h");
      agree(output.c, drawn.outputs.c, "c");
      assert.deepEqual(Object.keys(output.batchStatistics), Object.keys(drawn.statistics));
      for (const [site, steps] of Object.entries(output.batchStatistics)) {
        assert.equal(steps.length, drawn.statistics[site].length);
        steps.forEach(({ mean, variance }, t) => {
          agree(mean, drawn.statistics[site][t].mean, `mean of the ${site} site at step ${t}`);
          agree(variance, drawn.statistics[site][t].variance, `variance of ${site} at step ${t}`);
        });
      }
      assert.deepEqual(Object.keys(gradients).sort(), Object.keys(drawn.gradients).sort());
      for (const [name, gradient] of Object.entries(gradients)) {
        agree(gradient, drawn.gradients[name], `gradient of ${name}`);
      }
    });
  }

  it("agree in the losses of ten steps of gradient descent", () => {
    const { values, losses, learningRate } = golden.trajectory;
    const model = float64(values);
    const seen: number[] = [];
    for (let step = 0; step < losses.length; step++) {
      const { loss, gradients } = classify(golden.trajectory, model);
      seen.push(loss);
      for (const [name, gradient] of Object.entries(gradients)) {
        model[name] = model[name].map((value, i) => value - learningRate * gradient[i]);
      }
    }
    assertClose(seen, losses, tolerance, `losses (${HINT})`);
  });
});

describe("the float64 reference", () => {
  it("computes what it has always computed", () => {
    const current = referenceGolden();
    assert.deepEqual(
      current.map(({ drawn }) => drawn),
      own.map(({ drawn }) => drawn),
      OWN_HINT,
    );
    current.forEach(({ numbers }, index) => {
      assert.deepEqual(Object.keys(numbers), Object.keys(own[index].numbers), OWN_HINT);
      for (const [name, values] of Object.entries(numbers)) {
        const what = `${name} of case ${index} (${OWN_HINT})`;
        assertClose(values, own[index].numbers[name], tolerance, what);
      }
    });
  });
});

/** Mean cross-entropy of a softmax on the last h, and the gradients of what is trained. */
function classify(
  { shape, classes, epsilon, labels }: GoldenTrajectory,
  { x, h0, c0, wOut, bOut, ...parameters }: Record<string, Float64Array>,
): { loss: number; gradients: Record<string, Float64Array> } {
  const { timeSteps: T, batchSize: B, hiddenSize: H } = shape;
  const input: ReferenceInput = {
    shape,
    x,
    h0,
    c0,
    parameters: parameters as unknown as ReferenceParameters,
    sites: { input: "timestep", hidden: "timestep", cell: "timestep" },
    epsilon,
    mode: "train",
    minShare: 0,
    reverse: false,
  };
  const { output, residuals } = referenceForward(input);
  const upstream = {
    hs: new Float64Array(T * B * H),
    h: new Float64Array(B * H),
    c: new Float64Array(B * H),
  };
  const dwOut = new Float64Array(H * classes);
  const dbOut = new Float64Array(classes);
  let loss = 0;
  for (let b = 0; b < B; b++) {
    const logits = bOut.map((bias, k) => {
      let logit = bias;
      for (let j = 0; j < H; j++) logit += output.h[b * H + j] * wOut[j * classes + k];
      return logit;
    });
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    loss += (Math.log(total) - logits[labels[b]]) / B;
    for (let k = 0; k < classes; k++) {
      const dLogit = (Math.exp(logits[k]) / total - (k === labels[b] ? 1 : 0)) / B;
      dbOut[k] += dLogit;
      for (let j = 0; j < H; j++) {
        dwOut[j * classes + k] += output.h[b * H + j] * dLogit;
        upstream.h[b * H + j] += wOut[j * classes + k] * dLogit;
      }
    }
  }
  const { x: _x, h0: _h0, c0: _c0, ...trained } = referenceBackward(input, residuals, upstream);
  return { loss, gradients: { ...trained, wOut: dwOut, bOut: dbOut } };
}
