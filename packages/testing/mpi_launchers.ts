import { describeWherePossible } from "./describe_where_possible.ts";

/** Something that starts the ranks of a distributed program. */
export interface MpiLauncher {
  /** The MPI it belongs to. */
  name: string;
  /** The package of Debian that has it. */
  debianPackage: string;
  /** The command line in front of the program. */
  command: (ranks: number) => string[];
  /** Ranks to run long tests on: those of MPICH spin while they wait, and more than the cores there are take long. */
  severalRanks: number;
}

/** The launchers of the two MPIs that are tested. */
const MPI_LAUNCHERS: readonly MpiLauncher[] = [
  {
    name: "MPICH",
    debianPackage: "mpich",
    command: (ranks) => ["mpiexec.mpich", "-n", `${ranks}`],
    severalRanks: 2,
  },
  {
    name: "Open MPI",
    debianPackage: "openmpi-bin",
    // More ranks than cores, and the root of a container, are things it has to be talked into.
    command: (ranks) => [
      "mpiexec.openmpi",
      ..."--allow-run-as-root --oversubscribe --mca mpi_yield_when_idle 1".split(" "),
      ..."--mca btl_base_warn_component_unused 0".split(" "),
      "-n",
      `${ranks}`,
    ],
    severalRanks: 3,
  },
];

/** What ranks did. */
export interface RanksResult {
  /** Exit status of the launcher. */
  status: number;
  /** What all ranks and the launcher wrote to standard output, in any order. */
  stdout: string;
  /** The same of standard error. */
  stderr: string;
}

/**
 * Runs a program on several ranks to its end.
 *
 * @param args Arguments of `deno`.
 * @param env Variables added to the environment.
 */
export async function runRanks(
  launcher: MpiLauncher,
  ranks: number,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<RanksResult> {
  const [program, ...options] = launcher.command(ranks);
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...options, Deno.execPath(), ...args],
    stdin: "null",
    env: { NO_COLOR: "1", ...env },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { status: code, stdout: text(stdout), stderr: text(stderr) };
}

/** Whether tests that take minutes are wanted too: `deno task test:ranks`. */
export const THOROUGH: boolean = Deno.env.get("BNLSTM_THOROUGH") !== undefined;

/**
 * Declares tests for each launcher.
 *
 * @param name What is tested.
 * @param body Declares the tests.
 * @param quick Name of the only launcher where tests are to be quick. Default: all, always.
 */
export async function describeOverMpi(
  name: string,
  body: (launcher: MpiLauncher) => void,
  quick?: string,
): Promise<void> {
  for (const launcher of MPI_LAUNCHERS) {
    if (!THOROUGH && quick !== undefined && launcher.name !== quick) continue;
    const missing = await isInstalled(launcher)
      ? undefined
      : `no ${launcher.command(1)[0]}; Debian's ${launcher.debianPackage} brings it`;
    describeWherePossible(`${name} over ${launcher.name}`, missing, () => body(launcher));
  }
}

async function isInstalled({ command }: MpiLauncher): Promise<boolean> {
  try {
    return (await new Deno.Command(command(1)[0], { args: ["--version"] }).output()).success;
  } catch {
    return false;
  }
}
