import type { BnLstmAttributes } from "@bnlstm/core/kernels";
import { batchParts } from "../layout/batch_parts.ts";
import { PROBLEM_FIELDS, type ProblemFields } from "../layout/problem.ts";
import { STEP_BYTES, writeSteps } from "../layout/step_table.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { Call, type CallSizes, scratchLength } from "./call.ts";

/**
 * Infers a batch whose rows are divided among the threads. Each has a problem of its own, with its part of every
 * array that holds rows; what holds units is the same for all, and so is what they write there.
 *
 * @param problems Where the problems are written, one for each thread.
 * @param fields The problem of the whole batch.
 * @param savedSteps Number of steps whose statistics are saved.
 */
export function runParts(
  runtime: Runtime,
  sizes: CallSizes,
  { schedule }: BnLstmAttributes,
  problems: number,
  fields: ProblemFields,
  savedSteps: number,
): void {
  const { threads, inputs, hidden, packed } = sizes;
  const calls = batchParts(schedule, sizes.parts).map((part, i) => {
    const { first, batch, packedBefore } = part, { steps } = part.packed;
    const behind = (field: keyof ProblemFields, count: number) =>
      fields[field] && fields[field] + 4 * count;
    const stepTable = fields.stepTable! + i * packed.steps * STEP_BYTES;
    const own: ProblemFields = {
      ...fields,
      batch,
      steps,
      lastStep: steps,
      stepTable,
      scratch: behind("scratch", i * scratchLength(sizes)),
      x: behind("x", first * inputs),
      h0: behind("h0", first * hidden),
      c0: behind("c0", first * hidden),
      hs: behind("hs", first * hidden),
      h: behind("h", first * hidden),
      c: behind("c", first * hidden),
      xPanels: behind("xPanels", packedBefore * inputs),
      hiddenPanels: behind("hiddenPanels", 2 * first * hidden),
      hiddenTerms: behind("hiddenTerms", 4 * first * hidden),
      inputTerms: behind("inputTerms", 4 * first * hidden),
      // Before and after a step.
      cells: behind("cells", 2 * first * hidden),
    };
    writeSteps(runtime.memory.buffer, stepTable, schedule, part.packed, {
      first: 0,
      last: steps,
      keep: false,
      keepInputTerms: false,
      savedSteps,
    });
    return new Call(runtime, problems + 4 * i * PROBLEM_FIELDS.length, own, threads);
  });
  calls[0].run("forwardParts");
}
