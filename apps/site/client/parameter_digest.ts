import type { NamedArrays } from "@bnlstm/train";

/**
 * The first 16 hexadecimal digits of the SHA-256 of parameters: names in order, each followed by its values. Two
 * runs whose digests are equal have learned the same, to the bit.
 */
export async function parameterDigest(parameters: NamedArrays): Promise<string> {
  const encoder = new TextEncoder();
  const pieces = Object.keys(parameters).sort().flatMap((name) => {
    const { buffer, byteOffset, byteLength } = parameters[name].values;
    return [encoder.encode(name), new Uint8Array(buffer, byteOffset, byteLength)];
  });
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
