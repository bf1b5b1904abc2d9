import { cpus, totalmem } from "node:os";
import core from "../../packages/core/deno.json" with { type: "json" };
import type { Machine } from "./results.ts";

/** This machine. */
export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() || "of unknown name",
    cores: navigator.hardwareConcurrency,
    memory: totalmem(),
    system: `${Deno.build.os} ${Deno.osRelease()} ${Deno.build.arch}`,
    versions: { bnlstm: core.version, deno: Deno.version.deno, v8: Deno.version.v8 },
  };
}
