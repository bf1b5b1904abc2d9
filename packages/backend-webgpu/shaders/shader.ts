/** How a shader uses a buffer: storage it reads, storage it writes, or a block of sizes. */
export type BindingKind = "read" | "write" | "uniform";

/** One compute shader with entry point `main`. */
export interface Shader {
  /** Names it in errors. */
  name: string;
  /** WGSL. */
  code: string;
  /** What group 0 binds, in order. */
  bindings: readonly BindingKind[];
  /** Whether group 1 binds the row of the step table that a dispatch works on. */
  stepped?: boolean;
}
