import "@bnlstm/core/gradients";
import { recordStatistics, type StatisticsStore } from "@bnlstm/core";
import type { QuestionBatch, SymbolBatch } from "@bnlstm/data";
import { assertClose, describe, it } from "@bnlstm/testing";
import "@tensorflow/tfjs-backend-cpu";
import { add, dispose, memory, tensor } from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { AttentiveReader } from "./attentive_reader.ts";
import { batchGradients } from "../loop/_batch_gradients.ts";
import { readArrays } from "../checkpoint/named_arrays.ts";
import { tinyQuestions, tinyReaderConfig } from "../fixtures/tiny_questions.ts";
import type { ReaderConfig } from "../config/model_config.ts";

const data = await tinyQuestions();
const batch = data.stream({ batchSize: 8, seed: 1 }).next();

/** The paper's variants. */
const variants: Record<string, Partial<ReaderConfig>> = {
  "LSTM": { normalization: "none", directions: 1 },
  "BN-LSTM": { attentionNormalization: "none", directions: 1 },
  "BN-everywhere": { directions: 1 },
  "BN-e*": { directions: 1, inputStatistics: "sequence" },
  "BN-e**": { inputStatistics: "sequence" },
};

const create = (model: Partial<ReaderConfig> = variants["BN-e**"]) =>
  AttentiveReader.create(tinyReaderConfig({ model }), data.shape);

/** The same words, with more padding, and anything in all of it. */
function padded(symbols: SymbolBatch, more: number): SymbolBatch {
  const { ids, lengths, batchSize } = symbols;
  const timeSteps = symbols.timeSteps + more;
  const garbage = Int32Array.from(
    { length: timeSteps * batchSize },
    (_, place) =>
      Math.floor(place / batchSize) < lengths[place % batchSize] ? ids[place] : place % 9,
  );
  return { ...symbols, ids: garbage, timeSteps };
}

/** Everything that a training step learns from a batch. */
async function learned(reader: AttentiveReader, batch: QuestionBatch) {
  const { scores, norm, gradients, batchStatistics } = batchGradients(reader, batch, {});
  const statistics = Object.fromEntries(
    Object.entries(batchStatistics).flatMap(([cell, { sites }]) =>
      Object.entries(sites).map(([site, tensor]) => [`${cell}.${site}`, tensor])
    ),
  );
  return await readArrays({ scores, norm, ...gradients, ...statistics });
}

function withStatistics(reader: AttentiveReader) {
  const { batchStatistics } = reader.read(batch, { mode: "train" });
  const empty = reader.createStatistics({ estimator: "pooled" });
  return recordStatistics(empty, batchStatistics!);
}

describe("AttentiveReader", () => {
  for (const [name, model] of Object.entries(variants)) {
    it(`is differentiated with respect to every parameter as ${name}`, async () => {
      // So few rows differ so little that ε alone keeps the loss from being all corners.
      const reader = create({ ...model, epsilon: 0.1 });
      const { gradients } = batchGradients(reader, batch, {});
      assert.deepEqual(Object.keys(gradients), Object.keys(reader.parameters));
      for (const [name, { shape, values }] of Object.entries(await readArrays(gradients))) {
        // Along the gradient the loss rises by the gradient's norm.
        const norm = Math.hypot(...values);
        assert.ok(norm > 0, name);
        const parameter = reader.parameters[name];
        const before = parameter.clone();
        const lossAt = async (distance: number) => {
          const move = tensor(values.map((x) => distance * x / norm), shape);
          parameter.assign(add(before, move));
          const { loss } = reader.score(batch, { mode: "train" });
          return (await loss.data())[0] / 8;
        };
        const distance = 0.003;
        const slope = (await lossAt(distance) - await lossAt(-distance)) / (2 * distance);
        parameter.assign(before);
        assertClose([slope], [norm], { absolute: 1e-4, relative: 0.01 }, name);
      }
    });

    it(`learns the same to the bit however much padding there is, as ${name}`, async () => {
      const reader = create(model);
      const expected = await learned(reader, batch);
      const actual = await learned(reader, {
        ...batch,
        document: padded(batch.document, 5),
        query: padded(batch.query, 3),
      });
      for (const [name, { values }] of Object.entries(expected)) {
        // Of steps that do not exist the statistics are zero.
        const steps = batch[name.startsWith("query") ? "query" : "document"].timeSteps;
        const { shape, values: more } = actual[name];
        const rows = shape.length === 3 && shape[1] > 1
          ? [0, 1].flatMap((moment) => {
            const size = shape[1] * shape[2];
            return [...more.subarray(moment * size, moment * size + steps * shape[2])];
          })
          : [...more];
        assert.deepEqual(rows, [...values], name);
      }
    });

    it(`answers a question whatever the others are, as ${name}`, async () => {
      const reader = create(model);
      const statistics = await withStatistics(reader);
      const answer = async (batch: QuestionBatch) => {
        const { logits, batchStatistics } = reader.read(batch, { mode: "eval", statistics });
        assert.equal(batchStatistics, undefined);
        return (await logits.array())[0];
      };
      const [alone] = data.pass("test", 1);
      const [among] = data.pass("test", 10);
      assert.deepEqual(await answer(alone), await answer(among));
    });
  }

  it("has gains where it normalizes, and statistics of the same", () => {
    const named = (model: Partial<ReaderConfig>) => {
      const reader = create(model);
      const gains = Object.keys(reader.parameters).filter((name) => /gamma/.test(name));
      return [gains, Object.keys(reader.createStatistics({ estimator: "ema" }))];
    };
    const gains = (cell: string) => ["gammaX", "gammaH", "gammaC"].map((name) => `${cell}.${name}`);
    const cells = ["document.layer0", "query.layer0"];
    const terms = ["attention.document", "attention.query", "answer.document", "answer.query"];
    assert.deepEqual(named(variants.LSTM), [[], cells]);
    assert.deepEqual(named(variants["BN-LSTM"]), [cells.flatMap(gains), cells]);
    assert.deepEqual(named(variants["BN-everywhere"]), [
      [...cells.flatMap(gains), ...terms.map((term) => `${term}.gamma`)],
      [...cells, ...terms],
    ]);
    const both = cells.flatMap((cell) => [cell, `${cell}.reverse`]);
    assert.deepEqual(named(variants["BN-e**"])[1], [...both, ...terms]);
  });

  it("attends to the words of the document, all in all once", async () => {
    const { attention } = create().read(batch, { mode: "train" });
    const { lengths, timeSteps } = batch.document;
    for (const [row, shares] of (await attention.array()).entries()) {
      assert.equal(shares.length, timeSteps);
      assertClose([shares.reduce((a, b) => a + b)], [1], { absolute: 1e-6, relative: 0 });
      assert.ok(shares.slice(0, lengths[row]).every((share) => share > 0));
      assert.ok(shares.slice(lengths[row]).every((share) => share === 0));
    }
  });

  it("records the moments of its terms over all words and all rows", async () => {
    const reader = create();
    const statistics = await withStatistics(reader);
    const { embedding, ...parameters } = await readArrays(reader.parameters);
    const encode = (part: "document" | "query") => {
      const { ids, lengths, timeSteps, batchSize } = batch[part];
      const words = [...ids].flatMap((id) => [...embedding.values.subarray(4 * id, 4 * id + 4)]);
      const x = tensor(words, [timeSteps, batchSize, 4]) as Parameters<
        typeof reader.document.apply
      >[0];
      return reader[part].apply(x, { mode: "train", lengths });
    };
    const y = await encode("document").hs!.array();
    const ys = y.flatMap((rows, t) => rows.filter((_, row) => t < batch.document.lengths[row]));
    const us = await encode("query").h.array();
    const attention = await reader.read(batch, { mode: "train" }).attention.array();
    const rs = attention.map((shares, row) =>
      y[0][row].map((_, k) => shares.reduce((sum, share, t) => sum + share * y[t][row][k], 0))
    );
    const inputs = {
      "attention.document": ys,
      "attention.query": us,
      "answer.document": rs,
      "answer.query": us,
    };
    for (const [name, rows] of Object.entries(inputs)) {
      const { shape: [, hidden], values } = parameters[`${name}.weight`];
      const products = rows.map((row) =>
        Array.from(
          { length: hidden },
          (_, j) => row.reduce((sum, x, k) => sum + x * values[k * hidden + j], 0),
        )
      );
      const moment = (power: (x: number, j: number) => number) =>
        Array.from(
          { length: hidden },
          (_, j) => products.reduce((sum, row) => sum + power(row[j], j), 0) / rows.length,
        );
      const mean = moment((x) => x);
      const { cell } = (statistics[name] as StatisticsStore).tables;
      assertClose(cell!.mean, mean, { absolute: 1e-6, relative: 1e-5 }, name);
      const variance = moment((x, j) => (x - mean[j]) ** 2);
      assertClose(cell!.variance, variance, { absolute: 1e-7, relative: 1e-4 }, name);
      assert.deepEqual([...statistics[name].count], [rows.length], name);
    }
  });

  it("needs statistics to be evaluated, of its terms too", async () => {
    const reader = create();
    assert.throws(() => reader.score(batch, { mode: "eval" }), /needs population statistics/);
    const { "answer.query": _, ...statistics } = await withStatistics(reader);
    assert.throws(
      () => reader.score(batch, { mode: "eval", statistics }),
      new TypeError("Cannot normalize a term: eval needs population statistics of 3 features"),
    );
  });

  it("leaves no tensors but those it returns, and frees its parameters", () => {
    const before = memory().numTensors;
    const reader = create();
    const created = memory().numTensors;
    const { scores, norm, gradients, batchStatistics } = batchGradients(reader, batch, {});
    dispose([scores, norm, Object.values(gradients)]);
    for (const { sites } of Object.values(batchStatistics)) dispose(sites);
    assert.equal(memory().numTensors, created);
    reader.dispose();
    assert.equal(memory().numTensors, before);
  });
});
