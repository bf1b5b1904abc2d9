import { bundle } from "../bundle.ts";

/** A program of this folder for Node, to be written into a project that has the packages it tests. */
export function nodeProgram(name: string): Promise<string> {
  return bundle(new URL(name, import.meta.url), {
    platform: "deno",
    external: [
      ...["@bnlstm/core", "@bnlstm/core/*", "@bnlstm/backend-*", "@tensorflow/*", "fast-check"],
    ],
  });
}
