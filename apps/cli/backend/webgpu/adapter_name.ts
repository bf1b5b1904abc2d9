/**
 * The name of the adapter that WebGPU provides.
 *
 * @returns `undefined` if there is no adapter.
 */
export async function adapterName(): Promise<string | undefined> {
  // Mesa looks for a display and complains on standard error where it cannot even look. Here it finds none.
  if (Deno.build.os === "linux" && !Deno.env.get("XDG_RUNTIME_DIR")) {
    Deno.env.set("XDG_RUNTIME_DIR", "/dev/null");
  }
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return undefined;
  const { description, vendor, architecture } = adapter.info;
  return description || `${vendor} ${architecture}`.trim();
}
