import { initialParameters, orthogonal, uniformSource } from "@bnlstm/core/initializers";
import type { SequenceBatch } from "@bnlstm/data";
import type { RunConfig, Score, TaskModel } from "@bnlstm/train";
import type { ClassifierConfig } from "@bnlstm/train/config";
import * as tf from "@tensorflow/tfjs-core";

/** Added to variances. */
const EPSILON = 1e-5;

/** Where gains start, as in the paper on layer normalization. */
const GAIN = 1;

/**
 * Standard deviation of h_0 and c_0 at the start. With zeros, rows that begin with black pixels would stay at zero,
 * where standardizing has a slope of 316 at each step: the gradient overflows.
 */
const STATE_DEVIATION = 0.1;

/** The sites of a plain LSTM: statistics are of each row by itself, and nothing is kept of them. */
const NONE = { input: "none", hidden: "none", cell: "none" } as const;

/**
 * A classifier with a layer-normalized LSTM (Ba, Kiros and Hinton, 2016), of tfjs ops: what BN-LSTM normalizes
 * over the rows of a batch is normalized over the units of each row. It starts like the others, with gains of 1; h_0
 * and c_0 are parameters. All rows must have all steps.
 */
export class LayerNormLstm implements TaskModel<SequenceBatch> {
  readonly parameters: Readonly<Record<string, tf.Variable>>;

  constructor({ model, training }: RunConfig, inputSize: number, classes: number) {
    const { hiddenSize, forgetBias, recurrentInitializer } = model as ClassifierConfig;
    const { seed } = training;
    const { wx, wh, bias } = initialParameters(
      { inputSize, hiddenSize, sites: NONE },
      { gamma: GAIN, forgetBias, recurrentInitializer, seed },
      0,
    );
    const head = orthogonal(hiddenSize, classes, uniformSource(seed, 1));
    const variable = (values: Float32Array, shape: number[]) =>
      tf.variable(tf.tensor(values, shape));
    const gains = (size: number) => tf.variable(tf.fill([size], GAIN));
    this.parameters = tf.tidy(() => ({
      wx: variable(wx.values, wx.shape),
      wh: variable(wh.values, wh.shape),
      bias: variable(bias.values, bias.shape),
      h0: tf.variable(tf.randomNormal([hiddenSize], 0, STATE_DEVIATION, "float32", seed)),
      c0: tf.variable(tf.randomNormal([hiddenSize], 0, STATE_DEVIATION, "float32", seed + 1)),
      gainX: gains(4 * hiddenSize),
      gainH: gains(4 * hiddenSize),
      gainC: gains(hiddenSize),
      biasC: tf.variable(tf.zeros([hiddenSize])),
      headWeight: variable(head, [hiddenSize, classes]),
      headBias: tf.variable(tf.zeros([classes])),
    }));
  }

  createStatistics(): Record<string, never> {
    return {};
  }

  score(batch: SequenceBatch): Score {
    const { inputs, labels, timeSteps, batchSize, inputSize } = batch;
    const { wx, wh, bias, h0, c0, gainX, gainH, gainC, biasC } = this.parameters;
    const { headWeight, headBias } = this.parameters;
    return tf.tidy(() => {
      // Laid out as the rows are once and not in each step: so the gradient is summed over rows only once, too.
      const rows = (parameter: tf.Tensor) =>
        tf.tile(tf.reshape(parameter, [1, parameter.size]), [batchSize, 1]);
      const [gainsX, gainsH, biases] = [rows(gainX), rows(gainH), rows(bias)];
      const [gainsC, biasesC] = [rows(gainC), rows(biasC)];
      let [h, c] = [rows(h0), rows(c0)];
      for (let t = 0; t < timeSteps; t++) {
        const ofStep = inputs.subarray(t * batchSize * inputSize, (t + 1) * batchSize * inputSize);
        const x = tf.tensor2d(ofStep, [batchSize, inputSize]);
        const inputTerm = tf.add(tf.mul(standardized(product(x, wx)), gainsX), biases);
        const sum = tf.add(inputTerm, tf.mul(standardized(product(h, wh)), gainsH));
        const [f, i, o, g] = tf.split(sum, 4, 1);
        c = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
        h = tf.mul(tf.sigmoid(o), tf.tanh(tf.add(tf.mul(standardized(c), gainsC), biasesC)));
      }
      const logits = tf.add(tf.matMul(h, headWeight), headBias) as tf.Tensor2D;
      const wanted = tf.tensor1d(labels, "int32");
      const oneHot = tf.cast(tf.oneHot(wanted, logits.shape[1]), "float32");
      const hits = tf.equal(tf.argMax(logits, 1), wanted);
      return {
        loss: tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits), oneHot))),
        correct: tf.sum(tf.cast(hits, "float32")),
        predictions: batchSize,
        batchStatistics: {},
      } as unknown as Score & Record<string, tf.Tensor>;
    });
  }

  dispose(): void {
    for (const parameter of Object.values(this.parameters)) parameter.dispose();
  }
}

/** Each row with mean 0 and variance 1; the gradient is written out because tfjs's own takes many more ops. */
const standardized = tf.customGrad((x, save) => {
  const centered = tf.sub(x as tf.Tensor, rowMeans(x as tf.Tensor));
  const scale = tf.rsqrt(tf.add(rowMeans(tf.square(centered)), EPSILON));
  const value = tf.mul(centered, scale);
  (save as tf.GradSaveFunc)([value, scale]);
  return {
    value,
    gradFunc: (dy: tf.Tensor, [value, scale]: tf.Tensor[]) => {
      const along = tf.mul(value, rowMeans(tf.mul(dy, value)));
      return tf.mul(scale, tf.sub(tf.sub(dy, rowMeans(dy)), along));
    },
  };
});

/** The mean of each row, by a product: many times as fast as `tf.mean` of tfjs's wasm backend. */
function rowMeans(x: tf.Tensor): tf.Tensor {
  const columns = x.shape[1]!;
  return tf.matMul(x, tf.fill([columns, 1], 1 / columns));
}

/** The matrix product, with a gradient that transposes first: tfjs's wasm kernel is slow at reading a matrix so. */
const product = tf.customGrad((a, b, save) => {
  (save as tf.GradSaveFunc)([a as tf.Tensor, b as tf.Tensor]);
  return {
    value: tf.matMul(a as tf.Tensor, b as tf.Tensor),
    gradFunc: (dy: tf.Tensor, [a, b]: tf.Tensor[]) => [
      tf.matMul(dy, tf.transpose(b)),
      tf.matMul(tf.transpose(a), dy),
    ],
  };
});
