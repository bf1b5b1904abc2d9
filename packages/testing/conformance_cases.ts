import { bnLstm, type SiteName } from "@bnlstm/core";
import { referenceBackward, referenceForward, type ReferenceInput } from "@bnlstm/core/reference";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import assert from "node:assert/strict";
import { assertClose } from "./assert_close.ts";
import type { ConformanceOptions } from "./conformance_options.ts";
import { argumentsOf, run, tensorsOf, upstreamOf } from "./conformance_run.ts";
import { arbitraryReferenceCase, type ReferenceCase, referenceInput } from "./reference_case.ts";

/** Cases every backend must pass whatever is drawn: the smallest sizes and those that fill panels. */
const FIXED: Partial<ReferenceCase>[] = [
  { timeSteps: 1, batchSize: 1, inputSize: 1, hiddenSize: 1, mode: "eval" },
  { timeSteps: 3, batchSize: 1, inputSize: 2, hiddenSize: 5, mode: "eval" },
  // Of two rows, all that matters is which is larger: gradients are differences of numbers that are almost equal.
  { timeSteps: 1, batchSize: 3, inputSize: 1, hiddenSize: 1 },
  // Steps that only one row reaches.
  { timeSteps: 4, batchSize: 2, inputSize: 2, hiddenSize: 5, variableLength: true, minShare: 0 },
  { timeSteps: 12, batchSize: 33, inputSize: 1, hiddenSize: 20, minShare: 0 },
  { timeSteps: 9, batchSize: 64, inputSize: 7, hiddenSize: 17, variableLength: true },
  { timeSteps: 6, batchSize: 70, inputSize: 3, hiddenSize: 9, variableLength: true, reverse: true },
  { timeSteps: 5, batchSize: 16, inputSize: 40, hiddenSize: 64, mode: "eval" },
  // Few rows of different length: of processes that share them, one has none left at late steps.
  ...[1, 2].map((inputSize): Partial<ReferenceCase> => ({
    timeSteps: 6,
    batchSize: 4,
    inputSize,
    hiddenSize: 9,
    minShare: 1,
    variableLength: true,
    sites: { input: "sequence", hidden: "timestep", cell: "timestep" },
  })),
];

/** Centers and deviations of inputs that are not as a standardized input would be. */
const PLACES = [[1000, 1], [-1e5, 1], [0, 1e-6], [0, 1e6]];

/** The smallest float32 that is not subnormal. */
const SMALLEST_NORMAL = 2 ** -126;

const BASE: ReferenceCase = {
  timeSteps: 5,
  batchSize: 6,
  inputSize: 3,
  hiddenSize: 4,
  variableLength: false,
  sites: { input: "timestep", hidden: "timestep", cell: "timestep" },
  mode: "train",
  minShare: 0.5,
  reverse: false,
  seed: 11,
};

/** One test of the conformance suite. */
export interface ConformanceCase {
  /** Its criterion. */
  name: string;
  /** Runs it on the current tfjs backend. */
  run: () => Promise<void>;
}

/**
 * The conformance suite: outputs, statistics and every gradient of an implementation against the float64
 * reference, and the properties that hold bit for bit. It needs no test runner, so that it also runs in a
 * browser's page; `conformance` declares it as tests.
 */
export function conformanceCases(options: ConformanceOptions): ConformanceCase[] {
  const { implementation, runs = 100, ranks } = options;
  const processes = ranks?.size ?? 1;
  return [
    {
      name: "agrees with the reference over drawn cases",
      run: async () => {
        const sizes = { timeSteps: 6, batchSize: 11, inputSize: 5, hiddenSize: 9 };
        await fc.assert(
          fc.asyncProperty(
            arbitraryReferenceCase(sizes).filter((drawn) => accepted(drawn, processes)),
            (drawn) => compare(drawn, options),
          ),
          { numRuns: runs, seed: 2016 },
        );
      },
    },

    ...FIXED.filter(({ batchSize }) => batchSize! >= processes).map((fixed) => ({
      name: `agrees with the reference at ${JSON.stringify(fixed)}`,
      run: () => compare({ ...BASE, ...fixed }, options),
    })),

    {
      name: "agrees with the reference without returned sequences",
      run: async () => {
        await compare({ ...BASE, variableLength: true }, options, { returnSequences: false });
      },
    },

    {
      name: "is not changed by one bit by more padding or by what padding holds",
      run: async () => {
        const input = referenceInput({ ...BASE, variableLength: true });
        const plain = await run(input, options);
        const padded = await run(withPadding(input, 3), options);
        const { timeSteps, batchSize, hiddenSize } = input.shape;
        const kept = timeSteps * batchSize * hiddenSize;
        assert.deepEqual(padded.hs.subarray(0, kept), plain.hs);
        assert.ok(padded.hs.subarray(kept).every((value) => value === 0));
        for (const name of ["h", "c"] as const) assert.deepEqual(padded[name], plain[name]);
        for (const name of Object.keys(plain.gradients)) {
          if (name !== "x") assert.deepEqual(padded.gradients[name], plain.gradients[name], name);
        }
      },
    },

    ...PLACES.flatMap(([center, scale]) =>
      (["timestep", "sequence"] as const).map((kind) => ({
        name: `keeps its precision on inputs of ${center} ± ${scale}, statistics per ${kind}`,
        run: async () => {
          const sites = { input: kind, hidden: "timestep", cell: "timestep" } as const;
          const place = (x: number) => Math.fround(center + scale * x);
          await compare({ ...BASE, batchSize: 32, sites }, options, { place });
        },
      }))
    ),

    {
      name: "gives a saturated gate no gradient, however much comes in",
      run: async () => {
        const input = referenceInput(BASE);
        const { hiddenSize: H } = input.shape;
        for (const [gate, value] of [100, -100, 100].entries()) {
          input.parameters.bias.fill(value, gate * H, (gate + 1) * H);
        }
        input.c0.fill(1e6);
        const { gradients } = await run(input, options);
        const largest = gradients.bias.subarray(0, 3 * H).reduce((m, v) =>
          Math.max(m, Math.abs(v))
        );
        assert.ok(largest < 1e-30, `gradient of the bias of a saturated gate is ${largest}`);
      },
    },

    // tfjs's ops do not, and processors of graphics need not.
    ...implementation === "composed" || options.backend === "webgpu" ? [] : [{
      name: "leaves no subnormal numbers where gradients vanish and states decay",
      run: async () => {
        const sites = { input: "none", hidden: "none", cell: "none" } as const;
        const input = referenceInput({ ...BASE, timeSteps: 200, sites });
        input.parameters.bias.fill(0);
        for (const [i, x] of [input.x, new Float64Array(input.x.length)].entries()) {
          const { hs, gradients } = await run({ ...input, x }, options, { upstream: "last" });
          for (const [name, values] of Object.entries({ hs, ...gradients })) {
            const count = values.filter((v) => v !== 0 && Math.abs(v) < SMALLEST_NORMAL).length;
            assert.equal(count, 0, `subnormal numbers in ${name}${i ? " of inputs of zero" : ""}`);
          }
        }
      },
    }],

    {
      name: "stays finite at zero variance",
      run: async () => {
        const input = referenceInput(BASE);
        for (const values of [input.x, input.h0, input.c0]) values.fill(0);
        const result = await run({ ...input, epsilon: 1e-5 }, options);
        for (const values of [result.hs, ...Object.values(result.gradients)]) {
          assert.ok(values.every(Number.isFinite));
        }
      },
    },

    {
      name: "lets NaN through, so that a guard can see it",
      run: async () => {
        const input = referenceInput(BASE);
        input.x[0] = NaN;
        const { hs } = await run(input, options);
        assert.ok(hs.some(Number.isNaN));
      },
    },

    {
      name: "gives the same bits when run again",
      run: async () => {
        const input = referenceInput({ ...BASE, batchSize: 19, hiddenSize: 13, timeSteps: 8 });
        assert.deepEqual(await run(input, options), await run(input, options));
      },
    },

    {
      name: "keeps the number of tensors and bytes flat, with and without a tape",
      run: async () => {
        const input = referenceInput({ ...BASE, variableLength: true });
        const step = async () => {
          await run(input, options);
          tf.tidy(() => {
            bnLstm({ ...argumentsOf(input, implementation, tensorsOf(input)), ranks });
          });
        };
        await step();
        const before = { ...tf.memory() };
        for (let i = 0; i < 5; i++) await step();
        const after = tf.memory();
        assert.equal(after.numTensors, before.numTensors);
        assert.equal(after.numDataBuffers, before.numDataBuffers);
        assert.equal(after.numBytes, before.numBytes);
      },
    },
  ];
}

/** Whether a case has a row for each process, and enough to train on. */
function accepted({ batchSize, mode, sites }: ReferenceCase, processes: number): boolean {
  const alone = mode === "eval" || Object.values(sites).every((site) => site === "none");
  return batchSize >= Math.max(processes, alone ? 1 : 2);
}

/** Runs one case and compares all of it with the reference. */
async function compare(
  drawn: ReferenceCase,
  options: ConformanceOptions,
  { returnSequences = true, place = (x: number) => x } = {},
): Promise<void> {
  const input = referenceInput(drawn);
  input.x = input.x.map(place);
  const upstream = upstreamOf(input);
  if (!returnSequences) upstream.hs.fill(0);
  const { output, residuals } = referenceForward(input);
  const expected = referenceBackward(input, residuals, upstream);
  const actual = await run(input, options, { returnSequences });
  if (returnSequences) assertClose(actual.hs, output.hs, options.outputs, "hs");
  assertClose(actual.h, output.h, options.outputs, "h");
  assertClose(actual.c, output.c, options.outputs, "c");
  assert.deepEqual(Object.keys(actual.statistics), Object.keys(output.batchStatistics));
  for (const [name, rows] of Object.entries(output.batchStatistics)) {
    const [means, variances] = (["mean", "variance"] as const)
      .map((moment) => rows.flatMap((row) => [...row[moment]]));
    const read = actual.statistics[name as SiteName]!;
    const width = rows[0].mean.length;
    // Rows of steps that do not exist are zero and not part of the reference.
    const half = read.length / 2;
    const size = rows.length * width;
    const { relative } = options.outputs;
    // A mean of numbers around zero is as exact as these are, however small it is.
    const deviation = Math.sqrt(Math.max(...variances));
    const absolute = relative * deviation;
    assertClose(read.subarray(0, size), means, { relative, absolute }, `means of the ${name} site`);
    const spread = read.subarray(half, half + size);
    assertClose(spread, variances, options.outputs, `variances of the ${name} site`);
    for (let k = rows.length * width; k < half; k++) {
      assert.equal(read[k] || read[half + k], 0, `${name} statistics beyond the last step`);
    }
  }
  for (const [name, gradient] of Object.entries(actual.gradients)) {
    const wanted = expected[name as keyof typeof expected];
    assertClose(gradient, wanted, options.gradients, `gradient of ${name}`);
  }
}

/** The same sequences with more padding, all of it garbage. */
function withPadding(input: ReferenceInput, extra: number): ReferenceInput {
  const { timeSteps: T, batchSize: B, inputSize: I } = input.shape;
  const lengths = input.lengths ?? new Int32Array(B).fill(T);
  const x = new Float64Array((T + extra) * B * I).fill(NaN);
  for (let t = 0; t < T; t++) {
    for (let b = 0; b < B; b++) {
      if (t >= lengths[b]) continue;
      const at = (t * B + b) * I;
      x.set(input.x.subarray(at, at + I), at);
    }
  }
  return { ...input, x, lengths, shape: { ...input.shape, timeSteps: T + extra } };
}
