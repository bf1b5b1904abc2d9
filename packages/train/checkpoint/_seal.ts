/** The text before and after the 64 digits of the checksum in the header of a sealed file. */
const BEFORE = `"sha256":"`;
const UNSEALED = "0".repeat(64);

/** Metadata entry that `seal` fills in. */
export const SEAL: Readonly<Record<string, string>> = { sha256: UNSEALED };

/**
 * Writes the SHA-256 of a whole file into its own header; for the checksum its digits count as zeros. The file
 * stays an ordinary safetensors file, and no byte of it can change unnoticed.
 *
 * @param bytes A file whose metadata begin with `SEAL`.
 */
export async function seal(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  bytes.set(new TextEncoder().encode(await digest(bytes)), positionOf(bytes)!);
}

/** Whether a file is unchanged since `seal`. */
export async function isSealed(bytes: Uint8Array): Promise<boolean> {
  const position = positionOf(bytes);
  if (position === undefined) return false;
  const copy = bytes.slice();
  const digits = copy.subarray(position, position + UNSEALED.length);
  const found = new TextDecoder().decode(digits);
  digits.set(new TextEncoder().encode(UNSEALED));
  return found === await digest(copy);
}

/** Position of the digits. They precede anything that could look like them by chance. */
function positionOf(bytes: Uint8Array): number | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const at = head.indexOf(BEFORE);
  return at < 0 ? undefined : at + BEFORE.length;
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
