/**
 * A path as a word of a command to be copied: quoted if a shell would otherwise interpret it.
 *
 * @param os The operating system of the shell. Both shells of Windows accept double quotes, which no path there
 *   contains, and leave backslashes alone.
 */
export function shellWord(path: string, os: typeof Deno.build.os = Deno.build.os): string {
  if (os === "windows") return /^[\w+=:./\\-]+$/.test(path) ? path : `"${path}"`;
  const plain = /^[\w@%+=:,./~-]+$/.test(path) && !path.startsWith("~");
  return plain ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
