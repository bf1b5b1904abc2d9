/**
 * A path as a word of a command to be copied: quoted where a shell would read it otherwise.
 *
 * @param os What the shell is for. Both shells of Windows take double quotes, which no path there has, and leave
 * backslashes alone.
 */
export function shellWord(path: string, os: typeof Deno.build.os = Deno.build.os): string {
  if (os === "windows") return /^[\w+=:./\\-]+$/.test(path) ? path : `"${path}"`;
  const plain = /^[\w@%+=:,./~-]+$/.test(path) && !path.startsWith("~");
  return plain ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
