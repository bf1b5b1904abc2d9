import { UnavailableError } from "@bnlstm/core";

/**
 * Names under which systems have oneDNN, or a BLAS with the C interface and 32-bit integers; the fastest first.
 */
const CANDIDATES: Record<string, string[]> = {
  linux: [
    ...["libdnnl.so.3", "libdnnl.so.2"],
    ...["libopenblas.so.0", "libopenblas.so", "libmkl_rt.so.2", "libmkl_rt.so"],
  ],
  darwin: [
    "/System/Library/Frameworks/Accelerate.framework/Accelerate",
    "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
    "/usr/local/opt/openblas/lib/libopenblas.dylib",
    "libmkl_rt.2.dylib",
  ],
  windows: ["dnnl.dll", "libopenblas.dll", "openblas.dll", "mkl_rt.2.dll"],
};

/** A function that a library may have. */
const SYMBOL = { parameters: [], result: "void", optional: true } as const;

/** The environment variable that names a library. */
const VARIABLE = "BNLSTM_BLAS";

/**
 * Finds a native BLAS: the library named by the environment variable `BNLSTM_BLAS`, if it is set and may be
 * read, or else the first of oneDNN, OpenBLAS, Accelerate and MKL that the system has. Asks for the permission
 * it needs.
 *
 * @returns A name or path for `Deno.dlopen`.
 * @throws {Error} If there is none, the named library is not a BLAS, the runtime is not Deno, or the permission
 *   `--allow-ffi` is missing.
 */
export function findBlas(): string {
  const deno = globalThis.Deno;
  if (deno?.dlopen === undefined) {
    throw new UnavailableError("Cannot use a native BLAS: only Deno can open one");
  }
  const readable = deno.permissions.querySync({ name: "env", variable: VARIABLE });
  const named = readable.state === "granted" ? deno.env.get(VARIABLE) : undefined;
  if (deno.permissions.requestSync({ name: "ffi", path: named }).state !== "granted") {
    throw new UnavailableError(`Cannot use a native BLAS: it needs the permission --allow-ffi`);
  }
  const candidates = named ? [named] : CANDIDATES[deno.build.os] ?? [];
  const failures: string[] = [];
  for (const path of candidates) {
    try {
      const library = deno.dlopen(path, { dnnl_sgemm: SYMBOL, cblas_sgemm: SYMBOL });
      library.close();
      if (library.symbols.dnnl_sgemm ?? library.symbols.cblas_sgemm) return path;
      failures.push(`${path} has neither dnnl_sgemm nor cblas_sgemm`);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (named) {
    throw new UnavailableError(`Cannot use the native BLAS that ${VARIABLE} names: ${failures[0]}`);
  }
  throw new UnavailableError(
    `Cannot use a native BLAS: there is none of ${
      candidates.join(", ")
    }; install oneDNN or OpenBLAS, or name ` +
      `a library in ${VARIABLE}`,
  );
}
