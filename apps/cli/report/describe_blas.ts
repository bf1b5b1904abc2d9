/** Describes in one line which BLAS of the system `--blas` would use, or why none. Asks for no permission. */
export async function describeBlas(): Promise<string> {
  const { state } = await Deno.permissions.query({ name: "ffi" });
  if (state !== "granted") {
    return "native BLAS  not looked for: it needs --allow-ffi, e.g. deno run -A apps/cli/main.ts backends";
  }
  const { findBlas } = await import("@bnlstm/backend-wasm");
  try {
    return `native BLAS  ${findBlas()}: bnlstm train --blas multiplies large layers with it`;
  } catch (error) {
    return `native BLAS  none: ${(error as Error).message}`;
  }
}
