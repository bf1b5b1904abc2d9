/**
 * Compiles `assembly/` into `kernel_binaries.ts`: `deno task build:wasm`. The same sources always give the same
 * bytes, as a test checks. The result is part of the repository, so nobody needs the compiler to use it.
 *
 * The binaries are embedded in a module rather than files of their own: a module arrives wherever the package
 * does, from JSR, from npm or through a bundler, with no path to configure and nothing to fetch. They are small
 * enough for that.
 *
 * There are two, with and without the fused multiply-add of relaxed SIMD, compressed together since they differ
 * little. Two other properties of a binary, the size of its memory and whether that is shared, are filled in
 * when it is loaded (`fit_memory.ts`).
 *
 * @module
 */

import asc from "assemblyscript/asc";
import { zlibSync } from "fflate";
import { Buffer } from "node:buffer";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** Compiler options common to all builds. */
const COMMON = [
  ...["--runtime", "stub", "-O3s", "--noAssert", "--use", "abort="],
  // Addresses are 32 bits wide; mixing them with u32 is intended.
  ...["--enable", "simd", "--enable", "threads", "--disableWarning", "201"],
];

/** The memory that the kernels import, before it is fitted to the actual one. */
const MEMORY = [
  ...["--importMemory", "--sharedMemory"],
  ...["--initialMemory", "65536", "--maximumMemory", "65536"],
];

/**
 * Compiles an AssemblyScript file.
 *
 * @throws {Error} If it does not compile, with the compiler's messages.
 */
export async function compileAssembly(entry: string, options: string[]): Promise<Uint8Array> {
  let binary = new Uint8Array();
  const { error, stderr } = await asc.main(
    [entry, "--outFile", "out.wasm", ...COMMON, ...options],
    {
      readFile: (name, base) => readFile(`${base}/${name}`, "utf8").catch(() => null),
      writeFile: (_name, contents) => {
        binary = contents as Uint8Array<ArrayBuffer>;
      },
    },
  );
  if (error) throw new Error(`Cannot compile ${entry}: ${stderr.toString()}`);
  return binary;
}

/** Compiles the kernels with fused multiply-adds, or without. */
export function compileKernels(fused: boolean, options: string[] = []): Promise<Uint8Array> {
  const simd = fused ? ["--enable", "relaxed-simd"] : [];
  return compileAssembly(`${HERE}../assembly/kernels.ts`, [...MEMORY, ...simd, ...options]);
}

/** The text of `kernel_binaries.ts`. */
export async function buildKernels(): Promise<string> {
  const fused = await compileKernels(true);
  const both = Buffer.concat([fused, await compileKernels(false)]);
  const packed = Buffer.from(zlibSync(both, { level: 9 })).toString("base64");
  return `// Made by build_kernels.ts from assembly/. Not to be edited.

/** The build with fused multiply-adds, then the one without, compressed by zlib and in base64. */
export const PACKED_KERNELS =
  "${packed}";

/** Bytes of the first build. */
export const FUSED_BYTES = ${fused.length};
`;
}

if (import.meta.main) await writeFile(`${HERE}../runtime/kernel_binaries.ts`, await buildKernels());
