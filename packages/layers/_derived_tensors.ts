import { type DataId, dispose, keep, type Tensor, tidy } from "@tensorflow/tfjs-core";

/**
 * Tensors that are derived from weights and kept until a weight changes. Kernels that prepare weights once for
 * many inferences recognize them by their tensors, so tensors made anew at each call would be prepared anew.
 */
export class DerivedTensors<T extends Record<string, Tensor>> {
  #key: unknown[] = [];
  #tensors?: T;

  /**
   * @param sources The weights; assigning to one changes its data.
   * @param variant What else the tensors depend on.
   * @param derive Computes the tensors.
   */
  get(sources: readonly Tensor[], variant: string, derive: () => T): T {
    const key: (DataId | string)[] = [...sources.map((source) => source.dataId), variant];
    if (!this.#tensors || key.some((part, i) => part !== this.#key[i])) {
      this.dispose();
      this.#tensors = tidy(derive);
      Object.values(this.#tensors).forEach(keep);
      this.#key = key;
    }
    return this.#tensors;
  }

  /** Frees the tensors. */
  dispose(): void {
    if (this.#tensors) dispose(this.#tensors);
    this.#tensors = undefined;
  }
}
