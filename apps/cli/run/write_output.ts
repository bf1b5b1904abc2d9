import { dirname } from "node:path";
import { InputError } from "../input_error.ts";
import { systemReason } from "../system_reason.ts";

/**
 * Writes a file that the user named, as other programs do: through links, into pipes and devices, and with the
 * mode that the file has.
 *
 * @throws {InputError} If it cannot be written.
 */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await (typeof content === "string"
      ? Deno.writeTextFile(path, content)
      : Deno.writeFile(path, content));
  } catch (cause) {
    throw new InputError(`Cannot write ${path}: ${systemReason(cause)}`, { cause });
  }
}

/**
 * Finds out before hours of work whether there can be a file of this name.
 *
 * @param inputs Files that are read, none of which it may be.
 * @throws {InputError} If it is a folder or one of these, or its folder does not exist.
 */
export async function checkOutput(path: string, inputs: readonly string[] = []): Promise<void> {
  const refuse = (state: string): never => {
    throw new InputError(`Cannot write ${path}: ${state}`);
  };
  if (path === "") refuse("its name is empty");
  const [there, folder] = await Promise.all(
    [path, dirname(path)].map((path) =>
      Deno.stat(path).catch((cause) => {
        if (!(cause instanceof Deno.errors.NotFound)) refuse(systemReason(cause));
      })
    ),
  );
  if (there?.isDirectory) refuse("it is a folder");
  if (there === undefined && !folder?.isDirectory) refuse(`there is no folder ${dirname(path)}`);
  for (const input of inputs) {
    if (await isSameFile(path, input)) refuse("it is the file that is read");
  }
}

/** Whether two paths, links among them, lead to one file. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  const paths = [one, other];
  try {
    const [a, b] = await Promise.all(paths.map((path) => Deno.stat(path)));
    // Windows does not number files.
    if (a.ino !== null && a.ino === b.ino && a.dev === b.dev) return true;
    const [real, otherReal] = await Promise.all(paths.map((path) => Deno.realPath(path)));
    return real === otherReal;
  } catch {
    return false;
  }
}
