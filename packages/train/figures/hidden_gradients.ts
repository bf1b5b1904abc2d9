import { callable, checker, instance, list, whole } from "@bnlstm/data/arguments";
import {
  add,
  grads,
  type Scalar,
  stack,
  Tensor,
  type Tensor2D,
  type Tensor3D,
  tidy,
  zerosLike,
} from "@tensorflow/tfjs-core";

const ATTEMPT = "follow a gradient";
const isTensor = instance(Tensor);
const STATE = list(isTensor, 1);
const check = checker(ATTEMPT, {
  start: STATE,
  timeSteps: whole(0, 1e6),
  step: callable,
  loss: callable,
});

/**
 * One step of a recurrent network: returns the state after step `t`, given the state before it. h comes first
 * in both.
 */
export type RecurrentStep = (state: Tensor2D[], t: number) => Tensor2D[];

/**
 * Computes ∂loss/∂h_t of every step: how the loss changes if only h_t changes, in each row of the batch.
 *
 * A zero is added to each h_t, and the loss is differentiated with respect to it. For this the network is run
 * step by step, so that no other code needs to support it or pays for it.
 *
 * @param start h_0 `[B, H]`, followed by the rest of the initial state.
 * @param timeSteps T.
 * @param step The network.
 * @param loss The loss as a function of the last h `[B, H]`.
 * @returns `[T + 1, B, H]`, from h_0 to h_T.
 */
export function hiddenGradients(
  start: Tensor2D[],
  timeSteps: number,
  step: RecurrentStep,
  loss: (h: Tensor2D) => Scalar,
): Tensor3D {
  check({ start, timeSteps, step, loss });
  return tidy(() => {
    const zeros = Array.from({ length: timeSteps + 1 }, () => zerosLike(start[0]));
    const gradients = grads((...zeros: Tensor[]) => {
      let [h, ...rest] = start;
      h = add(h, zeros[0]);
      for (let t = 0; t < timeSteps; t++) {
        const next = step([h, ...rest], t);
        STATE(ATTEMPT, "the result of step", next);
        [h, ...rest] = next;
        h = add(h, zeros[t + 1]);
      }
      const result = loss(h);
      isTensor(ATTEMPT, "the result of loss", result);
      return result;
    });
    return stack(gradients(zeros)) as Tensor3D;
  });
}
