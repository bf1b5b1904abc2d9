import { Alphabet, textSequences } from "@bnlstm/data";
import { type Checkpoint, restoreModel } from "@bnlstm/train";
import type { SequenceClassifier } from "@bnlstm/train/models";
import {
  add,
  grad,
  logSoftmax,
  matMul,
  max,
  mean,
  neg,
  square,
  sum,
  type Tensor2D,
  type Tensor3D,
  tensor3d,
  tidy,
} from "@tensorflow/tfjs-core";
import { perActiveRow } from "./per_active_row.ts";

/**
 * How much of a gradient reaches each character of some texts, in one batch of a trained classifier: its root mean
 * square over the rows that are there. The loss is −log of the probability of the class that is most probable.
 *
 * @param texts Rows, none of them empty.
 * @param minShare The share of rows that is enough (docs/rules.md, R7).
 */
export async function textGradients(
  checkpoint: Pick<Checkpoint, "config" | "data" | "parameters">,
  texts: readonly string[],
  minShare: number,
): Promise<number[]> {
  const { config, data: { symbols = [] } } = checkpoint;
  const statistics = { ...config.statistics, minShare };
  const model = restoreModel({
    ...checkpoint,
    config: { ...config, statistics },
  }) as SequenceClassifier;
  const labeled = { texts, labels: new Int32Array(texts.length), classes: ["any"] };
  const { inputs, lengths, timeSteps, batchSize, inputSize } = textSequences(
    labeled,
    new Alphabet(symbols),
  ).batch(Int32Array.from(texts, (_, row) => row));
  const { "head.weight": weight, "head.bias": bias } = model.parameters;
  const surprise = grad((x) => {
    const options = { mode: "train", lengths, returnSequences: false } as const;
    const { h } = model.lstm.apply(x as Tensor3D, options);
    const logits = add(matMul(h, weight as Tensor2D), bias);
    return neg(mean(max(logSoftmax(logits), -1)));
  });
  const gradients = tidy(() => surprise(tensor3d(inputs, [timeSteps, batchSize, inputSize])));
  const squares = tidy(() => sum(square(gradients), [1, 2]));
  const values = await squares.data();
  gradients.dispose();
  squares.dispose();
  model.dispose();
  return perActiveRow(values, lengths ?? texts.map(() => timeSteps));
}
