import { backend as currentBackend, version_core } from "@tensorflow/tfjs-core";
import { resolve } from "node:path";
import type { Backend } from "../actions/backends.ts";
import type { MachineOptions } from "../backend/machine_options.ts";
import { gitCommit } from "./git_commit.ts";
import { VERSION } from "../version.ts";
import type { Tuning } from "../backend/webgpu/profile.ts";

/** Processes that train one model together. */
export interface Processes {
  /** How many. */
  count: number;
  /** What connects them. */
  mpi: string;
  /** Whose rows a batch is normalized with. */
  statistics: "synchronized" | "local";
  /** Process id of each, by rank. */
  places: string[];
}

/** What is noted about each process that works on a run, so that it can be repeated and explained. */
export interface Session {
  /** When it started, UTC. */
  startedAt: string;
  /** Steps that had been made before. */
  step: number;
  /** Arguments of `bnlstm`. */
  command: string[];
  /** Versions by name. */
  versions: Record<string, string>;
  /** Commit of the repository around the working folder, if there is one. */
  gitCommit?: string;
  /** Operating system and processor architecture. */
  platform: string;
  /** What the backend runs on. */
  device: string;
  /** Threads of the processor the backend uses; absent where it uses another device. */
  threads?: number;
  /** Launch shapes of the WebGPU kernels, on which the last bits of every result depend. */
  tuning?: Tuning;
  /** The BLAS of the system that multiplies large layers. */
  blas?: string;
  /** Time steps whose residuals were in memory at a time; absent for all. */
  recompute?: number;
  /** Path of the folder that data was read from; absent for data from npm. */
  dataFolder?: string;
  /** The processes that train together; absent where there is one. */
  processes?: Processes;
  /** Step after which `metrics.jsonl` begins, where the user has moved away what was before. Default: 0. */
  measuredFrom?: number;
}

/**
 * Describes this process, whose backend is in use.
 *
 * @param machine How the backend uses the machine.
 */
export async function describeSession(
  backend: Backend,
  { step, dataFolder, measuredFrom, processes }: Pick<
    Session,
    "step" | "dataFolder" | "measuredFrom" | "processes"
  >,
  { threads, blas, recompute }: MachineOptions,
): Promise<Session> {
  const { deno, v8 } = Deno.version;
  const availability = await backend.probe();
  return {
    startedAt: new Date().toISOString(),
    step,
    command: Deno.args,
    versions: { bnlstm: VERSION, deno, v8, tfjs: version_core },
    gitCommit: await gitCommit(Deno.cwd()),
    platform: `${Deno.build.os} ${Deno.build.arch}`,
    device: availability.available ? availability.device : "unknown",
    threads: threads ?? (availability.available ? availability.threads : undefined),
    tuning: (currentBackend() as { tuning?: Tuning }).tuning,
    blas: blas ? (await import("@bnlstm/backend-wasm")).findBlas() : undefined,
    recompute,
    dataFolder: dataFolder === undefined ? undefined : resolve(dataFolder),
    measuredFrom,
    processes,
  };
}
