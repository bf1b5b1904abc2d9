import type { Backend } from "./backends.ts";
import { chooseBackend } from "./choose_backend.ts";
import { InputError } from "./input_error.ts";
import type { Tuning } from "./webgpu/profile.ts";

/**
 * Makes a backend the one that tfjs runs on.
 *
 * @param name Its name, or `auto`; see {@linkcode chooseBackend}.
 * @param tuning Launch shapes that a run was begun with.
 * @returns The backend in use.
 * @throws {InputError} If there is no such backend, or this machine cannot run it.
 */
export async function useBackend(name: string, tuning?: Tuning): Promise<Backend> {
  const backend = await chooseBackend(name);
  const { enableProdMode, ready, setBackend } = await import("@tensorflow/tfjs-core");
  // Otherwise tfjs advertises another package.
  enableProdMode();
  await backend.load(tuning);
  if (!await setBackend(backend.name)) {
    throw new InputError(`Cannot use backend "${backend.name}": it did not start`);
  }
  await ready();
  return backend;
}
