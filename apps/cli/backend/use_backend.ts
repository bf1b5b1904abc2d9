import type { Backend } from "../actions/backends.ts";
import { blameInput, InputError } from "../input_error.ts";
import { chooseBackend } from "./choose_backend.ts";
import type { MachineOptions } from "./machine_options.ts";

/**
 * Makes a backend the one that tfjs runs on.
 *
 * @param name Its name, or `auto`; see {@linkcode chooseBackend}.
 * @param machine How it uses the machine; these flags are only for `wasm`.
 * @returns The backend in use.
 * @throws {InputError} If there is no such backend, or this machine cannot run it so.
 */
export async function useBackend(name: string, machine: MachineOptions = {}): Promise<Backend> {
  const backend = await chooseBackend(name);
  const { threads, recompute, blas } = machine;
  const flag = Object.entries({ threads, recompute, blas }).find(([, value]) => value)?.[0];
  if (flag && backend.name !== "wasm") {
    throw new InputError(
      `Cannot use --${flag} with backend "${backend.name}": it is only for wasm`,
    );
  }
  const { enableProdMode, ready, setBackend } = await import("@tensorflow/tfjs-core");
  // Otherwise tfjs advertises another package.
  enableProdMode();
  await blameInput(() => backend.load(machine));
  if (!await setBackend(backend.name)) {
    throw new InputError(`Cannot use backend "${backend.name}": it did not start`);
  }
  await ready();
  return backend;
}
