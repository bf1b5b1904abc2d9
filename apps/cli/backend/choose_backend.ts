import { type Backend, BACKENDS } from "../actions/backends.ts";
import { InputError } from "../input_error.ts";
import { nearestName } from "../nearest_name.ts";

/**
 * Finds a backend that this machine can run.
 *
 * @param name One of {@linkcode BACKENDS}, or `auto` for the first available one that may be chosen.
 * @throws {InputError} If there is no such backend, or this machine cannot run it.
 */
export async function chooseBackend(name: string): Promise<Backend> {
  if (name === "auto") return await firstAvailable();
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

async function firstAvailable(): Promise<Backend> {
  for (const backend of BACKENDS) {
    const allowed = await backend.mayBeChosen?.() ?? true;
    if (allowed && (await backend.probe()).available) return backend;
  }
  throw new InputError("Cannot choose a backend: none is available");
}
