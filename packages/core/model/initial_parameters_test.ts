import { assertClose, describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import {
  DEFAULT_INITIAL_PARAMETERS,
  initialParameters,
  type RecurrentInitializer,
} from "./initial_parameters.ts";

const H = 6;
const sites = { input: "timestep", hidden: "timestep", cell: "timestep" } as const;

/** Columns `from` … `to` − 1 of the gates, counted in blocks of H, as rows of numbers. */
function gates(matrix: Float32Array, from: number, to: number): number[][] {
  return Array.from(
    { length: matrix.length / (4 * H) },
    (_, row) => [...matrix.subarray((4 * row + from) * H, (4 * row + to) * H)],
  );
}

function assertOrthonormalRows(rows: number[][], what: string): void {
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, k) => sum + value * b[k], 0);
  const products = rows.flatMap((a) => rows.map((b) => dot(a, b)));
  const identity = rows.flatMap((_, i) => rows.map((_, j) => i === j ? 1 : 0));
  assertClose(products, identity, { absolute: 1e-6, relative: 0 }, what);
}

function start(recurrentInitializer: RecurrentInitializer, inputSize = 2) {
  const options = { ...DEFAULT_INITIAL_PARAMETERS, recurrentInitializer };
  const { wx, wh } = initialParameters({ inputSize, hiddenSize: H, sites }, options, 0);
  return { wx: wx.values, wh: wh.values };
}

describe("initialParameters()", () => {
  for (const name of ["authors", "identity"] as const) {
    it(`carries h on in the block of g, and in it alone, with "${name}"`, () => {
      const g = gates(start(name).wh, 3, 4);
      assert.deepEqual(g, g.map((row, i) => row.map((_, j) => i === j ? 1 : 0)));
      for (const gate of [0, 1, 2]) {
        const dense = gates(start(name).wh, gate, gate + 1).flat();
        assert.ok(dense.filter((value) => value !== 0).length === H * H);
      }
    });
  }

  it("draws the gates together as the authors' script does, or each by itself", () => {
    assertOrthonormalRows(gates(start("authors").wh, 0, 3), "authors");
    assertOrthonormalRows(gates(start("orthogonal").wh, 0, 4), "orthogonal");
    for (const gate of [0, 1, 2]) {
      assertOrthonormalRows(gates(start("identity").wh, gate, gate + 1), "identity");
    }
    for (const gate of [0, 1, 2, 3]) {
      assertOrthonormalRows(gates(start("orthogonal-gates").wh, gate, gate + 1), "gates");
    }
  });

  it("draws Wx in the same way", () => {
    for (const name of ["authors", "orthogonal"] as const) {
      assertOrthonormalRows(gates(start(name).wx, 0, 4), name);
    }
    for (const name of ["identity", "orthogonal-gates"] as const) {
      for (const gate of [0, 1, 2, 3]) {
        assertOrthonormalRows(gates(start(name).wx, gate, gate + 1), name);
      }
    }
  });
});
