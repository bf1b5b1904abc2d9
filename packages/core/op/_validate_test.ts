import { describe, it, opOptions } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import assert from "node:assert/strict";
import { isInvalidInput } from "../math/invalid_input.ts";
import { BatchNormLSTM } from "../model/batch_norm_lstm.ts";
import { bnLstm } from "./op.ts";

await tf.setBackend("cpu");

const [T, B, I, H] = [2, 3, 2, 4];

const options = () =>
  opOptions({ inputSize: I, hiddenSize: H, mode: "eval", implementation: "auto" });

/** Every place in the options of the op, as a path. */
function paths(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null || value instanceof tf.Tensor) return [path];
  if (ArrayBuffer.isView(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...path, key]))];
}

/** The same options with another value in one place. */
function altered(path: readonly string[], value: unknown): unknown {
  if (path.length === 0) return value;
  const all = options();
  let at: Record<string, unknown> = all;
  for (const key of path.slice(0, -1)) at = at[key] as typeof at;
  at[path.at(-1)!] = value;
  return all;
}

const WRONG = [null, undefined, NaN, -1, 0.5, "", "glorot", true, {}, [], [[1]], () => {}, 1e-60];

describe("bnLstm() with arguments that are missing or wrong", () => {
  it("refuses them by name, or runs: it never fails in another way", () => {
    tf.tidy(() => {
      assert.ok(bnLstm(options() as never).hs);
      const places = paths(options());
      fc.assert(
        fc.property(fc.constantFrom(...places), fc.constantFrom(...WRONG), (path, value) => {
          try {
            bnLstm(altered(path, value) as never);
          } catch (error) {
            const { message, stack } = error as Error;
            assert.ok(isInvalidInput(error), `${path.join(".")} = ${String(value)}: ${stack}`);
            assert.match(message, /^Cannot (run|lay out) [^]+/);
          }
        }),
        { numRuns: 400, seed: 17 },
      );
    });
  });

  for (
    const [path, value, message] of [
      ["parameters.wh", undefined, "wh must be a tensor, got undefined"],
      ["x", [[[1]]], "x must be a tensor, got an array"],
      ["parameters", null, "parameters must be an object, got null"],
      ["initialState.c", undefined, "initialState.c must be a tensor, got undefined"],
      ["epsilon", 1e-60, "epsilon must be above 0 and finite in single precision, got 1e-60"],
      ["implementation", "fast", 'implementation must be one of auto, fused, composed, got "fast"'],
      ["statistics.cell.variance", [-1, 0, 0, 0], "cannot have the mean 0 and the variance -1"],
      ["statistics.cell.mean", [NaN, 0, 0, 0], "cannot have the mean NaN and the variance 0"],
    ] as const
  ) {
    it(`says: ${message}`, () => {
      assert.throws(
        () => bnLstm(altered(path.split("."), value) as never),
        (error: Error) => error.message.includes(message),
      );
    });
  }
});

describe("BatchNormLSTM with arguments that are missing or wrong", () => {
  const valid = { inputSize: I, hiddenSize: H };
  for (
    const [given, message] of [
      [undefined, "the options must be an object, got undefined"],
      [{ hiddenSize: H }, "inputSize must be a number, got undefined"],
      [{ ...valid, recurrentInitializer: "glorot" }, "recurrentInitializer must be one of authors"],
      [{ ...valid, gamma: NaN }, "gamma must be finite, got NaN"],
      [{ ...valid, epsilon: 1e-60 }, "epsilon must be above 0 and finite in single precision"],
      [{ ...valid, bidirectional: "yes" }, 'bidirectional must be one of true, false, got "yes"'],
      [{ ...valid, sites: { input: "timestep" } }, "normalization of the hidden site must be one"],
    ] as const
  ) {
    it(`says: ${message}`, () => {
      assert.throws(
        () => BatchNormLSTM.create(given as never),
        (error: Error) => isInvalidInput(error) && error.message.includes(message),
      );
    });
  }

  it("refuses a state that lacks a cell, and a plain array for x", () => {
    const lstm = BatchNormLSTM.create({ ...valid, layers: 2 });
    const x = tf.zeros<tf.Rank.R3>([T, B, I]);
    const state = { time: 0, cells: { layer0: { h: tf.zeros([B, H]), c: tf.zeros([B, H]) } } };
    assert.throws(
      () => lstm.apply(x, { mode: "train", state: state as never }),
      /Cannot apply the BatchNormLSTM: the state lacks the cell layer1, got undefined/,
    );
    assert.throws(
      () => lstm.apply([[[1]]] as never, { mode: "train" }),
      /Cannot apply the BatchNormLSTM: x must be a tensor, got an array/,
    );
    assert.throws(
      () => lstm.step(tf.zeros([B, I]), {}),
      /Cannot apply the BatchNormLSTM: statistics lacks the cell layer0, got undefined/,
    );
  });
});
