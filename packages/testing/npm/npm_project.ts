import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import config from "../../../deno.json" with { type: "json" };

/** Folder of the packages of this repository. */
const PACKAGES = fileURLToPath(new URL("../../", import.meta.url));

/** How the import map names a package of npm and its version. */
const NPM = /^npm:\/?((?:@[^/@]+\/)?[^/@]+)@([^/]+)\/?$/;

/** What a command printed. */
export interface CommandOutput {
  /** Its status. */
  code: number;
  /** Standard output. */
  stdout: string;
  /** Standard error. */
  stderr: string;
}

/**
 * A project as a user of Node has it, with packages of this repository as JSR serves them to npm: transpiled, with
 * specifiers that end in `.js`, and a name that stands for another (`@bnlstm/core` for `@jsr/bnlstm__core`), by which
 * packages also refer to each other. `npx jsr add` installs them so, with a second copy of what others depend on.
 */
export class NpmProject {
  /** Where it is. */
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Makes a project in a temporary folder.
   *
   * @param packages Folders in packages/.
   * @param dependencies What else is installed: names of the import map in deno.json, or name and version.
   */
  static async create(packages: string[], dependencies: string[]): Promise<NpmProject> {
    const project = new NpmProject(await Deno.makeTempDir({ prefix: "bnlstm_npm_" }));
    await project.write(
      "package.json",
      JSON.stringify({
        private: true,
        type: "module",
        dependencies: Object.fromEntries(dependencies.map(nameAndVersion)),
      }),
    );
    // Hard links to what Deno has in its cache: npm would take minutes.
    await project.run(Deno.execPath(), "install", "--quiet");
    for (const name of packages) await project.#install(name);
    return project;
  }

  /** Writes a file. */
  async write(path: string, text: string): Promise<void> {
    const file = join(this.folder, path);
    await Deno.mkdir(dirname(file), { recursive: true });
    await Deno.writeTextFile(file, text);
  }

  /**
   * Runs a command in the folder.
   *
   * @throws {Error} If it fails, with what it printed.
   */
  async run(command: string, ...args: string[]): Promise<CommandOutput> {
    const output = await this.try(command, ...args);
    if (output.code === 0) return output;
    const said = `${output.stdout}\n${output.stderr}`.trim();
    throw new Error(`Cannot run ${basename(command)} ${args.join(" ")}: ${said}`);
  }

  /** Runs a command in the folder, which may fail. */
  async try(command: string, ...args: string[]): Promise<CommandOutput> {
    const { code, stdout, stderr } = await new Deno.Command(command, { args, cwd: this.folder })
      .output();
    const decoder = new TextDecoder();
    return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  }

  /** Deletes it. */
  async remove(): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }

  async #install(name: string): Promise<void> {
    const tarball = join(this.folder, `${name}.tgz`);
    const flags = ["--quiet", "--allow-dirty", "--no-source-maps", "--output", tarball];
    const source = join(PACKAGES, name);
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["pack", ...flags],
      cwd: source,
    }).output();
    if (code !== 0) throw new Error(`Cannot pack ${name}: ${new TextDecoder().decode(stderr)}`);
    for (const installed of [`@jsr/bnlstm__${name}`, `@bnlstm/${name}`]) {
      const folder = join(this.folder, "node_modules", installed);
      await Deno.mkdir(folder, { recursive: true });
      await this.run("tar", "-xzf", tarball, "--strip-components", "1", "-C", folder);
      await nameAsJsr(folder);
    }
    await Deno.remove(tarball);
  }
}

/** Has the files of a package name others as JSR does. */
async function nameAsJsr(folder: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) await nameAsJsr(path);
    else if (/\.(js|ts|json)$/.test(name)) {
      const text = await Deno.readTextFile(path);
      await Deno.writeTextFile(path, text.replaceAll(/"@bnlstm\/([a-z-]+)/g, '"@jsr/bnlstm__$1'));
    }
  }
}

function nameAndVersion(dependency: string): [string, string] {
  const entry = Object.entries(config.imports).find(([name]) => name === dependency)?.[1];
  const match = (entry ?? `npm:${dependency}`).match(NPM);
  if (!match) throw new Error(`Cannot install ${dependency}: deno.json does not say which version`);
  return [match[1], match[2]];
}
