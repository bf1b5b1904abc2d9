/** How a shader uses a buffer: as storage it reads, as storage it writes, or as a block of sizes. */
export type BindingKind = "read" | "write" | "uniform";

/** One compute shader with entry point `main`. */
export interface Shader {
  /** Its name in errors. */
  name: string;
  /** WGSL. */
  code: string;
  /** The bindings of group 0, in order. */
  bindings: readonly BindingKind[];
  /** Whether group 1 binds the row of the step table that a dispatch works on. */
  stepped?: boolean;
}
