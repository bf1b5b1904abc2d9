import { InvalidTypeError } from "@bnlstm/core";
import { type Tensor, tensor, type Variable } from "@tensorflow/tfjs-core";

/** Shape and values of a tensor, outside any backend. */
export interface NamedArray {
  /** Sizes, outermost first. */
  shape: number[];
  /** Elements in row-major order. */
  values: Float32Array;
}

/** Tensors by name. */
export type NamedArrays = Record<string, NamedArray>;

/** Reads tensors from their backend, all at once. */
export async function readArrays(tensors: Readonly<Record<string, Tensor>>): Promise<NamedArrays> {
  return Object.fromEntries(
    await Promise.all(
      Object.entries(tensors).map(async ([name, tensor]) => [
        name,
        { shape: tensor.shape, values: await tensor.data<"float32">() },
      ]),
    ),
  );
}

/**
 * Assigns saved values to variables.
 *
 * @param variables The variables; all of them are assigned to.
 * @param arrays The values, with exactly the same names and shapes.
 * @param kind What one of them is called in errors.
 * @throws {TypeError} If names or shapes differ.
 */
export function assignArrays(
  variables: Readonly<Record<string, Variable>>,
  arrays: NamedArrays,
  kind: string,
): void {
  for (const name of Object.keys(arrays)) {
    if (!Object.hasOwn(variables, name)) {
      throw new InvalidTypeError(
        `Cannot restore the model: unknown ${kind} ${JSON.stringify(name)}`,
      );
    }
  }
  for (const [name, { shape }] of Object.entries(variables)) {
    const saved = Object.hasOwn(arrays, name) ? arrays[name] : undefined;
    if (saved?.shape.join() !== shape.join()) {
      throw new InvalidTypeError(
        `Cannot restore the model: ${kind} ${name} must have the shape [${shape}], ` +
          `got ${saved ? `[${saved.shape}]` : "none"}`,
      );
    }
  }
  for (const [name, variable] of Object.entries(variables)) {
    const { shape, values } = arrays[name];
    const value = tensor(values, shape, "float32");
    variable.assign(value);
    value.dispose();
  }
}
