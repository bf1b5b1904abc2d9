import "@bnlstm/core/gradients";
import {
  BatchNormLSTM,
  bnLstm,
  type BnLstmOptions,
  type Implementation,
  type LstmState,
  type NormalizationSites,
} from "@bnlstm/core";
import {
  afterAll,
  assertClose,
  describe,
  describeWherePossible,
  it,
  withGlobal,
} from "@bnlstm/testing";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { missingBlas } from "./fixtures/missing_blas.ts";
import { setupWasm, type WasmOptions } from "./mod.ts";

const SITES: NormalizationSites = { input: "timestep", hidden: "timestep", cell: "timestep" };
const PLAIN: NormalizationSites = { input: "none", hidden: "none", cell: "none" };

/** A layer on random data and one training step of it. */
function trainer(T = 6, B = 9, I = 2, H = 7) {
  const x = tf.randomNormal<tf.Rank.R3>([T, B, I], 0, 1, "float32", 1);
  const wx = tf.randomNormal<tf.Rank.R2>([I, 4 * H], 0, 1, "float32", 2);
  const wh = tf.randomNormal<tf.Rank.R2>([H, 4 * H], 0, 0.3, "float32", 3);
  const parameters = {
    bias: tf.zeros<tf.Rank.R1>([4 * H]),
    gammaX: tf.fill<tf.Rank.R1>([4 * H], 0.1),
    gammaH: tf.fill<tf.Rank.R1>([4 * H], 0.1),
    gammaC: tf.fill<tf.Rank.R1>([H], 0.1),
    betaC: tf.zeros<tf.Rank.R1>([H]),
  };
  const forward = (wx: tf.Tensor2D, wh: tf.Tensor2D) =>
    bnLstm({
      x,
      parameters: { wx, wh, ...parameters },
      sites: SITES,
      mode: "train",
      implementation: "fused",
    });
  return {
    wx,
    wh,
    forward: () => tf.tidy(() => forward(wx, wh).h),
    /** The last h of the plain LSTM with these weights. */
    infer: (wx: tf.Tensor2D, wh: tf.Tensor2D, implementation: Implementation = "fused") =>
      tf.tidy(() => {
        const { bias } = parameters;
        return bnLstm({
          x,
          parameters: { wx, wh, bias },
          sites: PLAIN,
          mode: "eval",
          implementation,
        }).h;
      }),
    /** Gradients of wx and wh. */
    step: () =>
      tf.grads((wx, wh) => tf.sum(tf.square(forward(wx as tf.Tensor2D, wh as tf.Tensor2D).hs!)))([
        wx,
        wh,
      ]),
    dispose: () => tf.dispose([x, wx, wh, parameters]),
  };
}

/** Inference of a layer with statistics of a population, which has fewer steps than the sequences. */
function evaluator(T = 6, B = 5, I = 3, H = 7, seed = 1) {
  const random = <R extends tf.Rank>(shape: tf.ShapeMap[R], low = -1, high = 1) =>
    tf.randomUniform<R>(shape, low, high, "float32", seed++);
  const x = random<tf.Rank.R3>([T, B, I]);
  const weights = { wx: random<tf.Rank.R2>([I, 4 * H]), wh: random<tf.Rank.R2>([H, 4 * H]) };
  const gains = {
    gammaX: random<tf.Rank.R1>([4 * H]),
    gammaH: random<tf.Rank.R1>([4 * H]),
    gammaC: random<tf.Rank.R1>([H]),
    betaC: random<tf.Rank.R1>([H]),
  };
  const bias = random<tf.Rank.R1>([4 * H]);
  const statistics = {
    input: random<tf.Rank.R3>([2, T - 1, 4 * H], 0.5, 2),
    hidden: random<tf.Rank.R3>([2, T - 2, 4 * H], 0.5, 2),
    cell: random<tf.Rank.R3>([2, T - 1, H], 0.5, 2),
  };
  const all = (options: Partial<BnLstmOptions>) => {
    const { gammaX, gammaH, ...cell } = gains, sites = options.sites ?? SITES;
    const parameters = {
      ...weights,
      bias,
      ...(sites.input === "none" ? {} : { gammaX }),
      ...(sites.hidden === "none" ? {} : { gammaH }),
      ...(sites.cell === "none" ? {} : cell),
    };
    return bnLstm({ x, parameters, sites, statistics, mode: "eval", ...options });
  };
  return {
    all,
    evaluate: (options: Partial<BnLstmOptions>) => tf.tidy(() => all(options).h),
    dispose: () => tf.dispose([x, weights, gains, bias, statistics] as tf.TensorContainer),
  };
}

async function start(options: WasmOptions) {
  const setup = await setupWasm(options);
  await tf.setBackend("wasm");
  return setup;
}

describe("setupWasm()", () => {
  afterAll(async () => void await setupWasm({ threads: 1, memoryBytes: 2 ** 20 }));

  it("keeps tensors and its own bytes flat over 1,000 training steps", async () => {
    const setup = await start({ threads: 1 });
    const { step, dispose } = trainer();
    tf.dispose(step());
    const before = { tensors: tf.memory().numTensors, bytes: setup.usedBytes };
    for (let i = 0; i < 1000; i++) tf.dispose(step());
    assert.deepEqual({ tensors: tf.memory().numTensors, bytes: setup.usedBytes }, before);
    dispose();
  });

  it("frees residuals at once when nothing is differentiated, and weights with their tensors", async () => {
    const setup = await start({ threads: 1 });
    const before = setup.usedBytes;
    const { forward, dispose } = trainer();
    tf.dispose(forward());
    const held = setup.usedBytes;
    assert.ok(held > before, "weights are held");
    for (let i = 0; i < 3; i++) tf.dispose(forward());
    assert.equal(setup.usedBytes, held);
    dispose();
    assert.equal(setup.usedBytes, before);
  });

  it("frees residuals when a gradient throws, whether in the loss or for want of memory", async () => {
    const setup = await start({ threads: 1, memoryBytes: 2 ** 19 });
    const { wx, step, forward, dispose } = trainer();
    tf.dispose(step());
    const before = setup.usedBytes;
    const abandon = () =>
      tf.grad(() => {
        forward();
        throw new Error("a loss that throws");
      })(wx);
    assert.throws(abandon, /a loss that throws/);
    assert.equal(setup.usedBytes, before);
    // Without being asked for: after many of them smaller ones still fit.
    for (let i = 0; i < 100; i++) assert.throws(abandon, /a loss that throws/);
    tf.dispose(step());

    const long = tf.ones<tf.Rank.R3>([300, 9, 2]);
    const [small, large] = [2, 200].map((hiddenSize) =>
      BatchNormLSTM.create({ inputSize: 2, hiddenSize })
    );
    const stacked = () =>
      tf.variableGrads(() => {
        const { hs } = small.apply(long, { mode: "train" });
        return tf.sum(large.apply(hs!, { mode: "train" }).h);
      });
    assert.throws(stacked, /bytes of WASM memory are needed/);
    assert.equal(setup.usedBytes, before);
    tf.dispose(long);
    for (const layer of [small, large]) layer.dispose();
    dispose();
  });

  it("uses new weights once a variable has them", async () => {
    const setup = await start({ threads: 1 });
    const { infer, dispose } = trainer();
    const [wx, wh] = tf.tidy(() =>
      [2, 7].map((rows) => tf.variable(tf.randomNormal<tf.Rank.R2>([rows, 28], 0, 1, "float32", 4)))
    );
    await infer(wx, wh).data();
    const held = setup.usedBytes;
    for (const variable of [wx, wh]) {
      tf.tidy(() => variable.assign(tf.mul(variable, 0.5)));
      const composed = await infer(wx, wh, "composed").data();
      assertClose(await infer(wx, wh).data(), composed, { relative: 1e-5, absolute: 0 });
      assert.equal(setup.usedBytes, held, "the old ones are gone");
    }
    const otherWx = tf.neg(wx) as tf.Tensor2D;
    const composed = await infer(otherWx, wh, "composed").data();
    assertClose(await infer(otherWx, wh).data(), composed, { relative: 1e-5, absolute: 0 });
    otherWx.dispose();
    tf.dispose([wx, wh]);
    dispose();
  });

  it("gives up weights it holds where memory is short", async () => {
    // Room for the weights of one layer of 100 units and what its call takes, but not for those of two.
    const setup = await start({ threads: 1, memoryBytes: 2 ** 19 });
    const { wx, wh, infer, dispose } = trainer(2, 3, 2, 100);
    const [otherWx, otherWh] = tf.tidy(() => [tf.neg(wx), tf.neg(wh)]);
    const expected = await infer(wx, wh).data();
    const held = setup.usedBytes;
    tf.dispose(infer(otherWx, otherWh));
    assert.equal(setup.usedBytes, held);
    assert.deepEqual(await infer(wx, wh).data(), expected);
    tf.dispose([otherWx, otherWh]);
    dispose();
  });

  it("prepares the statistics of a population once, and frees them with their tensors", async () => {
    const setup = await start({ threads: 1 });
    const { evaluate, dispose } = evaluator();
    const before = setup.usedBytes;
    /** How many tensors a call of the kernel reads or writes. */
    const copies = () => {
      const backend = tf.backend() as BackendWasm, { typedArrayFromHeap } = backend;
      let count = 0;
      backend.typedArrayFromHeap = (info) => (count++, typedArrayFromHeap.call(backend, info));
      tf.dispose(evaluate({}));
      backend.typedArrayFromHeap = typedArrayFromHeap;
      return count;
    };
    const first = copies(), second = copies(), held = setup.usedBytes;
    // Three tables and two matrices.
    assert.equal(first - second, 5);
    assert.equal(copies(), second);
    assert.equal(setup.usedBytes, held);
    dispose();
    assert.equal(setup.usedBytes, before);
  });

  it("infers as the composed form does, whatever it was asked before", async () => {
    for (const threads of [1, 2]) {
      const setup = await start({ threads });
      const before = setup.usedBytes;
      const { evaluate, dispose } = evaluator();
      const cases: Partial<BnLstmOptions>[] = [
        {},
        { epsilon: 0.1 },
        { sites: { ...SITES, input: "none" } },
        { sites: { ...SITES, input: "sequence" } },
        { sites: { input: "sequence", hidden: "none", cell: "none" } },
        { sites: { input: "none", hidden: "timestep", cell: "none" } },
      ];
      for (const options of [...cases, ...cases.toReversed()]) {
        const composed = await evaluate({ ...options, implementation: "composed" }).data();
        const fused = await evaluate({ ...options, implementation: "fused" }).data();
        assertClose(fused, composed, { relative: 1e-5, absolute: 1e-6 });
      }
      dispose();
      assert.equal(setup.usedBytes, before);
    }
  });

  it("infers the same wherever there is room for what a single call needs", async () => {
    const layers = [1, 2].map((seed) => evaluator(12, 3, 2, 64, seed));
    await start({ threads: 1 });
    const expected = await Promise.all(layers.map(({ evaluate }) => evaluate({}).data()));
    let shared = 0, alone = 0;
    for (let pages = 4; pages < 10; pages++) {
      const setup = await start({ threads: 1, memoryBytes: pages * 2 ** 16 });
      const infer = (layer: number) => layers[layer].evaluate({});
      try {
        tf.dispose(infer(0));
      } catch (error) {
        assert.match((error as Error).message, /bytes of WASM memory are needed/);
        continue;
      }
      const held = setup.usedBytes;
      for (const layer of [1, 0, 1]) {
        assert.deepEqual(await infer(layer).data(), expected[layer], `${pages} pages`);
      }
      if (setup.usedBytes === held) alone++;
      else shared++;
    }
    assert.ok(alone > 1 && shared > 0, `one layer at a time in ${alone}, both in ${shared}`);
    layers.forEach(({ dispose }) => dispose());
  });

  it("infers a single row as the composed form does, step by step and all at once", async () => {
    for (const threads of [1, 2]) {
      await start({ threads });
      // The last is the smallest that two threads share, unequally.
      for (const [inputs, hidden] of [[1, 1], [3, 7], [1, 10], [3, 201]]) {
        const { all, dispose } = evaluator(6, 1, inputs, hidden);
        const initialState = { h: tf.fill([1, hidden], 0.3), c: tf.fill([1, hidden], -2) };
        const cases: Partial<BnLstmOptions>[] = [
          {},
          { initialState: initialState as unknown as LstmState },
          { lengths: [4] },
          { sites: { input: "none", hidden: "timestep", cell: "none" } },
          { sites: { ...SITES, input: "sequence" } },
          { sites: PLAIN },
        ];
        for (const options of cases) {
          const outputs = (["composed", "fused"] as const).map((implementation) =>
            tf.tidy(() => {
              const { hs, h, c } = all({ ...options, implementation });
              return tf.concat([hs!, tf.stack([h, c])]).dataSync<"float32">();
            })
          );
          assertClose(outputs[1], outputs[0], { relative: 1e-5, absolute: 1e-6 });
        }
        tf.dispose([initialState.h, initialState.c]);
        dispose();
      }
    }
  });

  it("keeps residuals until the gradient is done, even through a second forward pass", async () => {
    const setup = await start({ threads: 1 });
    const { forward, step, dispose } = trainer();
    const before = setup.usedBytes;
    const expected = await step()[1].data();
    const gradient = tf.grad((factor) => {
      const [, dWh] = step();
      assert.ok(forward().shape[0] > 0);
      return tf.sum(tf.mul(factor, dWh));
    })(tf.scalar(1));
    assert.equal(setup.usedBytes, before);
    assert.ok(Number.isFinite((await gradient.data())[0]));
    assert.deepEqual(await step()[1].data(), expected);
    dispose();
  });

  it("gives the same bits from run to run and whatever is recomputed", async () => {
    const { step, dispose } = trainer(20, 17, 1, 13);
    for (const threads of [1, 2]) {
      await start({ threads });
      const [dWx, dWh] = step();
      for (const options of [{ threads }, { threads, recompute: 7 }, { threads, recompute: 1 }]) {
        await start(options);
        const [againWx, againWh] = step();
        assert.deepEqual(await againWx.data(), await dWx.data());
        // Windows cut the sums over steps differently.
        if (options.recompute === undefined) {
          assert.deepEqual(await againWh.data(), await dWh.data());
        }
      }
    }
    dispose();
  });

  it("states the bytes needed when sequences do not fit, and leaves nothing behind", async () => {
    const setup = await start({ threads: 1, memoryBytes: 2 ** 20 });
    const { step, dispose } = trainer(500, 64, 1, 32);
    const before = setup.usedBytes;
    assert.throws(
      step,
      /Cannot run the BN-LSTM forward pass: \d+ bytes of WASM memory are needed/,
    );
    assert.equal(setup.usedBytes, before);
    dispose();
  });

  it("trains in less memory with recomputation", async () => {
    const { step, dispose } = trainer(500, 64, 1, 32);
    await start({ threads: 1, memoryBytes: 2 ** 24, recompute: 20 });
    tf.dispose(step());
    await start({ threads: 1, memoryBytes: 2 ** 24 });
    assert.throws(step, RangeError);
    dispose();
  });

  it("runs on web workers where there are no others, to the same bits", async () => {
    const { step, dispose } = trainer();
    await start({ threads: 2 });
    const expected = await step()[1].data();
    await withGlobal("process", undefined, () => start({ threads: 2 }));
    assert.deepEqual(await step()[1].data(), expected);
    // Ends the workers, which keep Deno alive.
    await start({ threads: 1 });
    dispose();
  });

  it("makes do with one thread in a page that is not cross-origin isolated", async () => {
    const setup = await withGlobal("crossOriginIsolated", false, () => start({ threads: 2 }));
    assert.equal(setup.threads, 1);
    const { step, dispose } = trainer();
    assert.ok((await step()[1].data()).every(Number.isFinite));
    dispose();
  });

  it("refuses unknown options and numbers out of range", async () => {
    await assert.rejects(
      setupWasm({ thread: 2 } as WasmOptions),
      /TypeError: Cannot set up the WASM kernels: unknown option thread/,
    );
    await assert.rejects(setupWasm({ threads: 1.5 }), /threads must be a whole number, got 1.5/);
    await assert.rejects(setupWasm({ recompute: -1 }), RangeError);
    await assert.rejects(
      setupWasm({ threads: 1e9 }),
      /threads must be from 1 to 1024, got 1000000/,
    );
    await assert.rejects(
      setupWasm({ memoryBytes: 2 ** 33 }),
      /RangeError: .* must be from 1 to 42/,
    );
    await assert.rejects(
      setupWasm(null!),
      /Cannot set up the WASM kernels: options must be an obj/,
    );
    await assert.rejects(
      setupWasm({ blas: 1 } as unknown as WasmOptions),
      /TypeError: Cannot set up the WASM kernels: blas must be true or false, got 1/,
    );
  });
});

describeWherePossible("setupWasm({ blas })", missingBlas(), () => {
  afterAll(async () => void await setupWasm({ threads: 1, memoryBytes: 2 ** 20 }));

  it("multiplies large layers only, with the same bits from run to run", async () => {
    for (const [hidden, changes] of [[7, false], [100, true]] as const) {
      const { step, dispose } = trainer(5, 20, 3, hidden);
      const gradients: Float32Array[] = [];
      for (const blas of [true, true, false]) {
        const setup = await start({ threads: 2, blas });
        assert.equal(setup.blas === undefined, !blas);
        gradients.push(await step()[1].data() as Float32Array);
      }
      const [first, again, without] = gradients;
      assert.deepEqual(again, first);
      assert.equal(first.some((value, i) => value !== without[i]), changes);
      dispose();
    }
  });

  it("multiplies one row and many with the same weights", async () => {
    await start({ threads: 2, blas: true });
    const one = trainer(3, 1, 3, 100), many = trainer(3, 20, 3, 100);
    for (const { infer } of [one, many, one, many]) {
      const composed = await infer(one.wx, one.wh, "composed").data();
      assertClose(await infer(one.wx, one.wh).data(), composed, { relative: 1e-5, absolute: 0 });
    }
    one.dispose();
    many.dispose();
  });
});
