import { engine } from "@tensorflow/tfjs-core";
import { UnavailableError } from "../math/invalid_input.ts";
import { sumsOverRanks } from "./register_fused_kernels.ts";

/**
 * Refuses to spread a batch over processes where the current backend cannot sum over them.
 *
 * @param attempt What was to be done.
 * @throws {Error} If it cannot.
 */
export function checkRanks(attempt: string): void {
  const { backendName } = engine();
  if (sumsOverRanks(backendName)) return;
  throw new UnavailableError(
    `Cannot ${attempt} over several processes: backend "${backendName}" has no kernels that wait for sums within a ` +
      "step; let each process normalize its own rows, or use one that has",
  );
}
