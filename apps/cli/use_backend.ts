import { type Backend, BACKENDS } from "./backends.ts";
import { InputError } from "./input_error.ts";
import { nearestName } from "./nearest_name.ts";

/**
 * Makes a backend the one that tfjs runs on.
 *
 * @param name One of {@linkcode BACKENDS}, or `auto` for the first that it may take.
 * @returns The backend in use.
 * @throws {InputError} If there is no such backend, or this machine cannot run it.
 */
export async function useBackend(name: string): Promise<Backend> {
  const backend = name === "auto" ? await firstAvailable() : await named(name);
  const { enableProdMode, ready, setBackend } = await import("@tensorflow/tfjs-core");
  // Otherwise tfjs advertises another package.
  enableProdMode();
  await backend.load();
  if (!await setBackend(backend.name)) {
    throw new InputError(`Cannot use backend "${backend.name}": it did not start`);
  }
  await ready();
  return backend;
}

async function firstAvailable(): Promise<Backend> {
  for (const backend of BACKENDS) {
    const chosen = await backend.mayBeChosen?.() ?? true;
    if (chosen && (await backend.probe()).available) return backend;
  }
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
