import config from "../../../deno.json" with { type: "json" };

/** The version of an npm package that the repository's deno.json pins. */
export function packageVersion(name: keyof typeof config.imports): string {
  return config.imports[name].split("@").at(-1)!;
}
