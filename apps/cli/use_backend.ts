import { type Backend, BACKENDS } from "./backends.ts";
import { blameInput } from "./blame_input.ts";
import { InputError } from "./input_error.ts";
import type { MachineOptions } from "./machine_options.ts";
import { nearestName } from "./nearest_name.ts";

/**
 * Makes a backend the one that tfjs runs on.
 *
 * @param name One of {@linkcode BACKENDS}, or `auto` for the first that is available.
 * @param machine How it uses the machine, which only `wasm` can be told.
 * @returns The backend in use.
 * @throws {InputError} If there is no such backend, or this machine cannot run it so.
 */
export async function useBackend(name: string, machine: MachineOptions = {}): Promise<Backend> {
  const backend = name === "auto" ? await firstAvailable() : await named(name);
  const flag = Object.entries(machine).find(([, value]) => value)?.[0];
  if (flag && backend.name !== "wasm") {
    throw new InputError(
      `Cannot use --${flag} with backend "${backend.name}": it is for wasm alone`,
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

async function firstAvailable(): Promise<Backend> {
  for (const backend of BACKENDS) if ((await backend.probe()).available) return backend;
  throw new InputError("Cannot choose a backend: none is available");
}

async function named(name: string): Promise<Backend> {
  const backend = BACKENDS.find((backend) => backend.name === name);
  if (!backend) {
    const names = ["auto", ...BACKENDS.map((backend) => backend.name)];
    const near = nearestName(name, names);
    throw new InputError(
      `Cannot use backend "${name}": it is none of ${names.join(", ")}` +
        (near ? `; did you mean ${near}?` : ""),
    );
  }
  const availability = await backend.probe();
  if (!availability.available) {
    throw new InputError(`Cannot use backend "${name}": ${availability.reason}`);
  }
  return backend;
}
