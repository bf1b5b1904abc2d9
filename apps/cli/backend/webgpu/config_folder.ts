import { isAbsolute, join } from "node:path";

/**
 * The folder in which a user's programs keep their settings, by the convention of the platform.
 *
 * @param variable Reads a variable of the environment.
 * @returns The path, or `undefined` if the environment does not say where it is.
 */
export function configFolder(
  os: typeof Deno.build.os = Deno.build.os,
  variable: (name: string) => string | undefined = (name) => Deno.env.get(name),
): string | undefined {
  if (os === "windows") return absolute(variable("APPDATA"));
  const home = absolute(variable("HOME"));
  if (os === "darwin") return home && join(home, "Library/Application Support");
  return absolute(variable("XDG_CONFIG_HOME")) ?? (home && join(home, ".config"));
}

function absolute(path: string | undefined): string | undefined {
  return path && isAbsolute(path) ? path : undefined;
}
