import {
  bnLstm,
  type BnLstmParameters,
  type BnLstmResult,
  InvalidTypeError,
  type LstmState,
} from "@bnlstm/core";
import { gatherRows } from "@bnlstm/core/ops";
import {
  concat,
  dispose,
  engine,
  keep,
  reshape,
  reverse,
  serialization,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tidy,
  transpose,
  zeros,
} from "@tensorflow/tfjs-core";
import {
  layers,
  type LSTMLayerArgs,
  RNN,
  type Shape,
  type SymbolicTensor,
} from "@tensorflow/tfjs-layers";
import { constrain, type LSTMCell } from "./_constrain.ts";
import { DerivedTensors } from "./_derived_tensors.ts";
import { permuteGateBlocks } from "./_gate_blocks.ts";
import { type MaskLayout, maskLayout } from "./_mask_layout.ts";
import { unsupportedArgument } from "./_unsupported_argument.ts";

/** Keyword arguments of a layer's call. */
type Kwargs = Parameters<RNN["call"]>[1];

/** The input of one call. */
export interface Sequence {
  /** `[T, N, I]`, time-major. */
  x: Tensor3D;
  /** Steps of each row `[N]`. Default: all T. */
  lengths?: Int32Array;
  /** The state before the first step. Default: zeros. */
  initialState?: LstmState;
  /** Whether minibatch statistics are used, if the layer has statistics. */
  training: boolean;
}

/**
 * tfjs's LSTM layer on the fused kernels of the current backend.
 *
 * It has the weights of `tf.layers.lstm`, in the order of Keras, and computes the same outputs, states and
 * gradients. `lstm` creates one.
 */
export class FusedLSTM extends RNN {
  /** The name by which saved models refer to it. */
  static override className = "FusedLSTM";
  /** The cell of tfjs's LSTM, which holds the weights. */
  declare readonly cell: LSTMCell;
  readonly #derived = new DerivedTensors<{ wx: Tensor2D; wh: Tensor2D; bias: Tensor1D }>();

  /** @throws {TypeError} If an argument is unknown, or has a value that is not supported. */
  constructor(args: LSTMLayerArgs) {
    const given = supported(args, new.target.className);
    super({ ...given, cell: layers.lstmCell(given) });
  }

  /** Creates a layer from the configuration of another. */
  static override fromConfig<T extends serialization.Serializable>(
    cls: serialization.SerializableConstructor<T>,
    config: serialization.ConfigDict,
  ): T {
    // What tfjs adds for layers that contain others.
    const { customObjects: _, ...args } = config;
    return new cls(args);
  }

  override build(inputShape: Shape | Shape[]): void {
    // In a tidy, since tfjs leaks tensors if the bias of the forget gate starts at 1.
    tidy(() => super.build(inputShape));
    constrain(this.cell);
    this.built = true;
  }

  override apply(
    inputs: Tensor | Tensor[] | SymbolicTensor | SymbolicTensor[],
    kwargs?: Kwargs,
  ): Tensor | Tensor[] | SymbolicTensor | SymbolicTensor[] {
    // A copy, since tfjs passes the same object to all layers of a model, and RNN.apply would add the initial
    // state to it.
    return super.apply(inputs, { ...kwargs });
  }

  override call(inputs: Tensor | Tensor[], kwargs: Kwargs): Tensor | Tensor[] {
    return tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as Tensor3D;
      const [h0, c0] = (kwargs?.initialState ?? (this.stateful ? this.states : [])) as Tensor2D[];
      const initialState = h0 && { h: h0, c: c0 };
      const training = Boolean(kwargs?.training);
      const { output, h, c } = this.#run(x, first(kwargs?.mask), initialState, training);
      if (this.stateful) this.#carryOn([h, c]);
      return this.returnState ? [output, h, c] : output;
    });
  }

  /** The losses of the regularizers, which tfjs's recurrent layers omit. */
  override get losses(): RNN["losses"] {
    return this.cell.losses;
  }

  protected override disposeWeights(): number {
    this.#derived.dispose();
    if (this.stateful) {
      dispose(this.states);
      this.states_ = null!;
    }
    return super.disposeWeights();
  }

  /** Runs the kernels over the steps of one call. */
  protected run(sequence: Sequence): BnLstmResult {
    return bnLstm({
      x: sequence.x,
      lengths: sequence.lengths,
      initialState: sequence.initialState,
      parameters: this.cellParameters(),
      sites: { input: "none", hidden: "none", cell: "none" },
      mode: "eval",
      returnSequences: this.returnSequences,
    });
  }

  /** The weights of the cell in the order of the kernels. */
  protected cellParameters(): BnLstmParameters {
    const { kernel, recurrentKernel, bias } = this.cell;
    const weights = [kernel, recurrentKernel, ...(bias ? [bias] : [])].map((weight) =>
      weight.read()
    );
    const derive = () => ({
      wx: permuteGateBlocks(kernel.read() as Tensor2D, "keras", "paper"),
      wh: permuteGateBlocks(recurrentKernel.read() as Tensor2D, "keras", "paper"),
      bias: bias
        ? permuteGateBlocks(bias.read() as Tensor1D, "keras", "paper")
        : zeros([4 * this.cell.units]) as Tensor1D,
    });
    if (engine().state.gradientDepth === 0) return this.#derived.get(weights, "", derive);
    // Computed anew, on the tape; those kept for inference will be out of date.
    this.#derived.dispose();
    return derive();
  }

  #run(
    x: Tensor3D,
    mask: Tensor | undefined,
    initialState: LstmState | undefined,
    training: boolean,
  ): { output: Tensor; h: Tensor2D; c: Tensor2D } {
    const [batchSize, timeSteps] = x.shape;
    const layout = mask && maskLayout(mask.dataSync(), batchSize, timeSteps, this.goBackwards);
    if (layout) return this.#runMasked(x, layout, initialState, training);
    const read = this.goBackwards ? reverse(x, 1) : x;
    const { hs, h, c } = this.run({ x: transpose(read, [1, 0, 2]), initialState, training });
    return { output: this.returnSequences ? transpose(hs!, [1, 0, 2]) : h, h, c };
  }

  #runMasked(
    x: Tensor3D,
    layout: MaskLayout,
    initialState: LstmState | undefined,
    training: boolean,
  ): { output: Tensor; h: Tensor2D; c: Tensor2D } {
    const [batchSize, timeSteps, inputSize] = x.shape;
    const { units } = this.cell;
    const before = initialState ??
      { h: zeros([batchSize, units]), c: zeros([batchSize, units]) };
    const steps = layout.rows.length === 0 ? undefined : this.run({
      x: reshape(gatherRows(reshape(x, [batchSize * timeSteps, inputSize]), layout.inputs), [
        layout.timeSteps,
        layout.rows.length,
        inputSize,
      ]),
      lengths: layout.lengths,
      initialState: { h: gatherRows(before.h, layout.rows), c: gatherRows(before.c, layout.rows) },
      training,
    });
    const last = (initial: Tensor2D, computed?: Tensor2D) =>
      gatherRows(computed ? concat([initial, computed]) : initial, layout.states);
    const h = last(before.h, steps?.h);
    const c = last(before.c, steps?.c);
    if (!this.returnSequences) return { output: h, h, c };
    const hs = steps ? [reshape(steps.hs!, [-1, units]) as Tensor2D] : [];
    const outputs = gatherRows(concat([before.h, ...hs]), layout.outputs);
    return { output: reshape(outputs, [batchSize, timeSteps, units]), h, c };
  }

  /**
   * Keeps the state for the next call. The tape itself holds what a backward pass needs of the previous one.
   */
  #carryOn(state: Tensor2D[]): void {
    const before = this.states;
    this.states = state.map((tensor) => keep(tensor.clone()));
    dispose(before);
  }
}

serialization.registerClass(FusedLSTM);

/** Arguments with the activation of the gates made explicit, since the default of tfjs is the hard sigmoid. */
function supported(args: LSTMLayerArgs, layer: string): LSTMLayerArgs {
  const reason = unsupportedArgument(args);
  if (reason) throw new InvalidTypeError(`Cannot create a ${layer} layer: ${reason}`);
  return { ...args, recurrentActivation: "sigmoid" };
}

function first(mask: Tensor | Tensor[] | null | undefined): Tensor | undefined {
  return (Array.isArray(mask) ? mask[0] : mask) ?? undefined;
}
