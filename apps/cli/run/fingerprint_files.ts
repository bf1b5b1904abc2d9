import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { InputError } from "../input_error.ts";
import { systemReason } from "../system_reason.ts";

/**
 * A digest that identifies the contents of files: the SHA-256 of all of them, decompressed if they are gzip, so
 * that it does not matter where they are and how they are packed.
 *
 * @param paths The files, in an order that does not depend on where they are.
 * @throws {InputError} If one cannot be read.
 */
export async function fingerprintFiles(paths: readonly string[]): Promise<string> {
  const whole = createHash("sha256");
  for (const path of paths) {
    try {
      // What comes out of a pipe is gone.
      if (!(await Deno.stat(path)).isFile) continue;
      whole.update(await digest(path, await isGzip(path)));
    } catch (cause) {
      throw new InputError(`Cannot read ${path}: ${systemReason(cause)}`, { cause });
    }
  }
  return whole.digest("hex");
}

async function isGzip(path: string): Promise<boolean> {
  using file = await Deno.open(path);
  const start = new Uint8Array(2);
  return await file.read(start) === 2 && start[0] === 0x1f && start[1] === 0x8b;
}

async function digest(path: string, unpack: boolean): Promise<Uint8Array> {
  const hash = createHash("sha256");
  // Unlike the streams of the web, that of Node reads files of several members.
  const unpacking = unpack ? [createGunzip()] : [];
  await pipeline([createReadStream(path), ...unpacking, hash]);
  return hash.digest();
}
