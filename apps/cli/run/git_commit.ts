import { join, resolve } from "node:path";

/**
 * The commit that is checked out in the working folder, or in one above it. It is read from `.git`, so that
 * neither git nor the permission to run it is needed.
 *
 * @returns The full hash, or `undefined` outside a repository and before its first commit.
 */
export async function gitCommit(folder: string): Promise<string | undefined> {
  const gitFolder = await findGitFolder(folder);
  const head = gitFolder && await read(join(gitFolder, "HEAD"));
  if (!head?.startsWith("ref: ")) return head;
  const reference = head.slice("ref: ".length);
  // A linked work tree keeps its own HEAD and shares the branches.
  const shared = resolve(gitFolder!, await read(join(gitFolder!, "commondir")) ?? "");
  const packed = await read(join(shared, "packed-refs"));
  return await read(join(shared, reference)) ??
    packed?.split("\n").find((line) => line.endsWith(` ${reference}`))?.split(" ")[0];
}

async function findGitFolder(folder: string): Promise<string | undefined> {
  const path = join(folder, ".git");
  // In a linked work tree .git is a file that names the folder.
  const link = await read(path);
  if (link !== undefined) return resolve(folder, link.replace(/^gitdir: /, ""));
  if (await read(join(path, "HEAD")) !== undefined) return path;
  const parent = resolve(folder, "..");
  return parent === folder ? undefined : await findGitFolder(parent);
}

async function read(path: string): Promise<string | undefined> {
  try {
    return (await Deno.readTextFile(path)).trim();
  } catch {
    return undefined;
  }
}
