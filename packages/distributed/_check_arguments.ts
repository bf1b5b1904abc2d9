import { InvalidRangeError, InvalidTypeError } from "./_invalid_input.ts";

/** Refuses what cannot be summed. */
export function checkNumbers(values: unknown): void {
  if (values instanceof Float32Array || values instanceof Float64Array) return;
  throw wrong("sum over the ranks", "values", "a Float32Array or Float64Array", values);
}

/** Refuses what cannot be sent. */
export function checkBytes(attempt: string, bytes: unknown): void {
  if (bytes instanceof Uint8Array) return;
  throw wrong(attempt, "bytes", "a Uint8Array", bytes);
}

/** Refuses a rank that there is not. */
export function checkRoot(root: unknown, size: number): void {
  if (Number.isInteger(root) && Number(root) >= 0 && Number(root) < size) return;
  throw new InvalidRangeError(
    `Cannot broadcast: root must be a rank from 0 to ${size - 1}, got ${shown(root)}`,
  );
}

/** Refuses options of `connectMpi` that are unknown, of the wrong type or out of range. */
export function checkMpiOptions(options: unknown): void {
  const attempt = "use MPI";
  if (typeof options !== "object" || options === null) {
    throw wrong(attempt, "options", "an object", options);
  }
  const { timeout, ifLost, ...unknown } = options as Record<string, unknown>;
  for (const name of Object.keys(unknown)) {
    throw new InvalidTypeError(`Cannot ${attempt}: unknown option ${JSON.stringify(name)}`);
  }
  if (timeout !== undefined && !(typeof timeout === "number" && timeout > 0)) {
    throw new InvalidRangeError(
      `Cannot ${attempt}: timeout must be a positive number, got ${shown(timeout)}`,
    );
  }
  if (ifLost !== undefined && typeof ifLost !== "string") {
    throw wrong(attempt, "ifLost", "a string", ifLost);
  }
}

function wrong(attempt: string, name: string, what: string, value: unknown): TypeError {
  return new InvalidTypeError(`Cannot ${attempt}: ${name} must be ${what}, got ${shown(value)}`);
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function" || (typeof value === "object" && value !== null)) {
    return `${Object.prototype.toString.call(value).slice("[object ".length, -1)}`;
  }
  return String(value);
}
