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
      h0: tf.variable(tf.randomNormal([1, hiddenSize], 0, STATE_DEVIATION, "float32", seed)),
      c0: tf.variable(tf.randomNormal([1, hiddenSize], 0, STATE_DEVIATION, "float32", seed + 1)),
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
      const x = tf.tensor2d(inputs, [timeSteps * batchSize, inputSize]);
      const terms = tf.split(tf.mul(standardized(tf.matMul(x, wx)), gainX), timeSteps, 0);
      let h: tf.Tensor = tf.tile(h0, [batchSize, 1]);
      let c: tf.Tensor = tf.tile(c0, [batchSize, 1]);
      for (const term of terms) {
        const sum = tf.add(tf.add(term, tf.mul(standardized(tf.matMul(h, wh)), gainH)), bias);
        const [f, i, o, g] = tf.split(sum, 4, 1);
        c = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
        h = tf.mul(tf.sigmoid(o), tf.tanh(tf.add(tf.mul(standardized(c), gainC), biasC)));
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

/** Each row with mean 0 and variance 1. */
function standardized(x: tf.Tensor): tf.Tensor {
  const centered = tf.sub(x, tf.mean(x, 1, true));
  const variance = tf.mean(tf.square(centered), 1, true);
  return tf.mul(centered, tf.rsqrt(tf.add(variance, EPSILON)));
}
