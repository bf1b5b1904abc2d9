import type { Checkpoint, TaskData } from "@bnlstm/train";
import { InputError } from "../input_error.ts";
import { complain } from "../terminal/complain.ts";

/**
 * Warns if a model is evaluated on other data than it was trained with.
 *
 * @throws {InputError} If the model does not fit it.
 */
export function sayWhichData(
  path: string,
  { data }: Checkpoint,
  { shape }: TaskData<unknown>,
): void {
  for (const name of ["inputSize", "classes", "symbols"] as const) {
    if (String(data[name]) === String(shape[name])) continue;
    throw new InputError(`Cannot evaluate ${path}: its model was made for data with other ${name}`);
  }
  if (data.files !== shape.files) complain(`${path} was trained on other data than this`);
}
