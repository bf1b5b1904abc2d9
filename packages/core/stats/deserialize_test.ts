import { arbitraryStatisticsCase, describe, it, recordedStore } from "@bnlstm/testing";
import fc from "fast-check";
import assert from "node:assert/strict";
import { deserialize } from "./deserialize.ts";
import { serialize, type SerializedStore } from "./serialize.ts";

/** What a file was read into: nothing about it is known. */
interface Loose {
  header: Record<string, unknown>;
  arrays: Record<string, unknown>;
}

const estimator = fc.constantFrom("pooled" as const, "average" as const, "ema" as const);
const stores = fc.record({
  drawn: arbitraryStatisticsCase({ timeSteps: 5, batchSize: 4, minibatches: 3 }),
  estimator,
  timeSteps: fc.integer({ min: 1, max: 6 }),
}).map(({ drawn, ...options }) => recordedStore(drawn, options));

/** A store with every kind of table, with rows that have seen nothing, as it is read from a file. */
function written(estimator: "pooled" | "average" | "ema"): Loose {
  const store = recordedStore({
    hiddenSize: 2,
    sites: { input: "sequence", hidden: "timestep", cell: "timestep" },
    minibatches: [
      { timeSteps: 3, lengths: [3, 2, 2], seed: 1 },
      { timeSteps: 2, lengths: [2, 1], seed: 2 },
    ],
  }, { estimator, timeSteps: 4 });
  return structuredClone(serialize(store)) as unknown as Loose;
}

function read(loose: unknown): void {
  deserialize(loose as SerializedStore);
}

describe("deserialize()", () => {
  it("gives back what was serialized, bit for bit, through JSON and bytes", () => {
    fc.assert(fc.property(stores, (store) => {
      const { header, arrays } = serialize(store);
      const copies = Object.entries(arrays).map(([name, values]) => {
        const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
        return [name, new Float64Array(bytes.buffer)];
      });
      const back = deserialize({
        header: JSON.parse(JSON.stringify(header)),
        arrays: Object.fromEntries(copies),
      });
      assert.deepEqual(back, store);
    }));
  });

  it("does not follow later writes to the arrays it was given", () => {
    const file = written("pooled");
    const store = deserialize(file as unknown as SerializedStore);
    (file.arrays["cell.mean"] as Float64Array).fill(7);
    assert.notEqual(store.tables.cell!.mean[0], 7);
  });

  it("refuses a header that is not one, naming the field and its value", () => {
    const refused: [string, unknown, RegExp][] = [
      ["version", 2, /version must be 1, got 2/],
      ["version", "1", /version must be 1, got "1"/],
      ["version", undefined, /version must be 1, got undefined/],
      ["estimator", "sum", /estimator must be .* got "sum"/],
      ["hiddenSize", 3, /must have \d+ elements, got \d+/],
      ["hiddenSize", -1, /hiddenSize .* got -1/],
      ["timeSteps", 5, /count must have 5 elements, got 4/],
      ["timeSteps", 1e300, /timeSteps .* got 1e\+300/],
      ["timeSteps", "4", /timeSteps must be a whole number, got "4"/],
      ["minShare", undefined, /minShare is missing/],
      ["minShare", null, /minShare must be a number, got null/],
      ["decay", null, /decay must be a number, got null/],
      ["decay", undefined, /decay is missing/],
      ["decay", 1, /decay must be from 0 up to 1, got 1/],
      ["sites", { input: "none", hidden: "none", cell: "none" }, /unknown array "input.weight"/],
      ["sites", { input: "timestep", hidden: "timestep", cell: "timestep" }, /input.weight must/],
      ["sites", undefined, /sites must be an object, got undefined/],
      ["momentum", 0.9, /unknown option "momentum"/],
    ];
    for (const [field, value, message] of refused) {
      const file = written("ema");
      file.header[field] = value;
      assert.throws(() => read(file), message, `${field} = ${value}`);
    }
    const pooled = written("pooled");
    pooled.header.decay = 0.9;
    assert.throws(() => read(pooled), /decay belongs to the "ema" estimator/);
  });

  it("refuses arrays that are missing, unknown, of another type or length", () => {
    for (const name of Object.keys(written("pooled").arrays)) {
      const change = (value: unknown) => {
        const file = written("pooled");
        file.arrays[name] = value;
        return () => read(file);
      };
      const values = written("pooled").arrays[name] as Float64Array;
      assert.throws(
        change(undefined),
        new RegExp(`${name} must be a Float64Array, got .*Undefined`),
      );
      assert.throws(change([...values]), new RegExp(`${name} must be a Float64Array, got .*Array`));
      assert.throws(
        change(Float32Array.from(values)),
        new RegExp(`${name} must be a Float64Array`),
      );
      assert.throws(change(values.slice(1)), new RegExp(`${name} must have .* elements`));
    }
    const file = written("pooled");
    file.arrays["cell.skewness"] = new Float64Array(8);
    assert.throws(() => read(file), /unknown array "cell.skewness"/);
  });

  it("refuses any number that cannot be in a store, naming array, place and value", () => {
    // Cell tables have 4 rows of 2 features; the last row has seen nothing.
    const always: [string, number, number[]][] = [
      ["count", 0, [NaN, -1, 0.5, Infinity, 0, 2 ** 60]],
      ["count", 3, [3, NaN, -1]],
      ["cell.weight", 0, [NaN, -1, Infinity, 0]],
      ["cell.weight", 3, [NaN, -1, 1, 0.01]],
      ["input.weight", 0, [NaN, -1, Infinity, 0]],
      ["cell.mean", 1, [NaN, Infinity, -Infinity]],
      ["cell.mean", 7, [NaN, 1]],
      ["hidden.variance", 9, [NaN, Infinity, -1e-300]],
      ["hidden.variance", 31, [NaN, 1]],
      ["input.variance", 7, [NaN, -1]],
    ];
    const only: Record<string, [string, number, number[]][]> = {
      pooled: [["cell.weight", 0, [4, 5.5]], ["input.weight", 0, [2.5]]],
      average: [["count", 2, [5]], ["cell.weight", 0, [1.5]], ["input.weight", 0, [0.5]]],
      ema: [["cell.weight", 0, [1.0000001]], ["input.weight", 0, [2]]],
    };
    for (const estimator of ["pooled", "average", "ema"] as const) {
      for (const [name, index, values] of [...always, ...only[estimator]]) {
        for (const value of values) {
          const file = written(estimator);
          (file.arrays[name] as Float64Array)[index] = value;
          // A wrong count may be noticed at the step after it, or in the weights.
          const message = name === "count"
            ? /count at|weight at/
            : `${name} at ${index} cannot be ${value}`;
          assert.throws(
            () => read(file),
            (error: Error) =>
              error instanceof RangeError &&
              (typeof message === "string"
                ? error.message.includes(message)
                : message.test(error.message)),
            `${estimator}: ${name}[${index}] = ${value}`,
          );
        }
      }
    }
  });

  it("refuses anything else", () => {
    fc.assert(fc.property(fc.anything(), fc.anything(), (header, arrays) => {
      assert.throws(() => read({ header, arrays }));
      assert.throws(() => read(header));
      assert.throws(() => read({ header, arrays: written("pooled").arrays }));
      assert.throws(() => read({ header: written("pooled").header, arrays }));
    }));
  });

  it("refuses a header with a field replaced by anything", () => {
    fc.assert(
      fc.property(
        estimator,
        fc.constantFrom("version", "hiddenSize", "sites", "timeSteps", "estimator"),
        fc.anything(),
        (estimator, field, value) => {
          const file = written(estimator);
          fc.pre(!Object.is(value, file.header[field]));
          file.header[field] = value;
          assert.throws(() => read(file));
        },
      ),
    );
  });
});
