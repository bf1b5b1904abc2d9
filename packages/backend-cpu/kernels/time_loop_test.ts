import { type BnLstmAttributes, type StepSchedule, stepSchedule } from "@bnlstm/core/kernels";
import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { backward } from "../backward/backward.ts";
import { forward } from "../forward/forward.ts";

const [B, I, H] = [3, 2, 4];
const sites = { input: "timestep", hidden: "timestep", cell: "timestep" } as const;

function scheduleOf(timeSteps: number, mode: "train" | "eval"): StepSchedule {
  return stepSchedule({
    timeSteps,
    batchSize: B,
    mode,
    minShare: 0,
  });
}

function inputsOf(timeSteps: number) {
  const array = (size: number) => new Float32Array(size).fill(0.5);
  return {
    x: array(timeSteps * B * I),
    wx: array(I * 4 * H),
    wh: array(H * 4 * H),
    bias: array(4 * H),
    gammaX: array(4 * H),
    gammaH: array(4 * H),
    gammaC: array(H),
    betaC: array(H),
    h0: array(B * H),
    c0: array(B * H),
    inputPrior: array(2 * 4 * H),
    hiddenPrior: array(2 * 4 * H),
    cellPrior: array(2 * H),
    dHs: array(0),
    dH: array(B * H),
    dC: array(B * H),
  };
}

/** How many float arrays are made while `run` runs, and how many elements they have together. */
function allocated(run: () => void): { arrays: number; elements: number } {
  const total = { arrays: 0, elements: 0 };
  const counted = <Type extends Float32ArrayConstructor | Float64ArrayConstructor>(type: Type) =>
    new Proxy(type, {
      construct(target, parameters) {
        const array = Reflect.construct(target, parameters);
        total.arrays++;
        total.elements += array.length;
        return array;
      },
    });
  const { Float32Array, Float64Array } = globalThis;
  globalThis.Float32Array = counted(Float32Array);
  globalThis.Float64Array = counted(Float64Array);
  try {
    run();
  } finally {
    Object.assign(globalThis, { Float32Array, Float64Array });
  }
  return total;
}

describe("the time loops", () => {
  it("allocate no array, forward or backward", () => {
    for (const input of ["none", "timestep", "sequence"] as const) {
      const arrays = (timeSteps: number) => {
        const inputs = inputsOf(timeSteps);
        const shape = { timeSteps, batchSize: B, inputSize: I, hiddenSize: H };
        const attributes: BnLstmAttributes = {
          sites: { ...sites, input },
          epsilon: 1e-5,
          schedule: scheduleOf(timeSteps, "train"),
          returnSequences: false,
          keepResiduals: true,
        };
        return allocated(() => {
          const { residuals } = forward(inputs, shape, attributes);
          backward(inputs, residuals!, shape, attributes);
        }).arrays;
      };
      assert.equal(arrays(200), arrays(2), input);
    }
  });

  it("need no more memory for a longer sequence in evaluation", () => {
    const elements = (timeSteps: number) => {
      const inputs = inputsOf(timeSteps);
      const shape = { timeSteps, batchSize: B, inputSize: I, hiddenSize: H };
      const attributes: BnLstmAttributes = {
        sites,
        epsilon: 1e-5,
        schedule: scheduleOf(timeSteps, "eval"),
        returnSequences: false,
        keepResiduals: false,
      };
      return allocated(() => forward(inputs, shape, attributes)).elements;
    };
    assert.equal(elements(200), elements(2));
  });
});
