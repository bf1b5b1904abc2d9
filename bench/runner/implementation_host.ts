/**
 * The process of an implementation written in TypeScript: answers requests on its standard input (protocol.ts).
 * implementations/python/implementation_host.py is the same in Python.
 *
 *     deno run -A bench/runner/implementation_host.ts <module> <options as JSON>
 *
 * @module
 */

import process from "node:process";
import { createInterface } from "node:readline";
import { type Answer, ANSWER_MARK, type Request } from "./protocol.ts";
import { AbsentError, type Computation } from "../implementations/computation.ts";
import { readWorkload } from "./workload.ts";

const [module, options] = Deno.args;
let computation: Computation;
/** Runs that `verify` takes. */
let steps = 1;

async function answer(request: Request): Promise<Answer> {
  switch (request.do) {
    case "load": {
      const { createComputation } = await import(`../implementations/ts/${module}`);
      computation = await createComputation(JSON.parse(options));
      return { name: computation.name };
    }
    case "prepare": {
      const workload = await readWorkload(request.workload, request.timeSteps);
      await computation.prepare(workload, request.measurement);
      steps = request.measurement === "stream" ? workload.setting.timeSteps : 1;
      return {};
    }
    case "verify": {
      for (let step = 1; step < steps; step++) {
        const passing = await computation.run();
        computation.release?.(passing);
      }
      const result = await computation.run();
      const outcome = await computation.outcome(result);
      computation.release?.(result);
      return outcome;
    }
    case "time": {
      let milliseconds = 0;
      for (let run = 0; run < request.runs; run++) {
        const start = performance.now();
        const result = await computation.run();
        await computation.synchronize(result);
        milliseconds += performance.now() - start;
        computation.release?.(result);
      }
      return { milliseconds };
    }
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  let said: Answer;
  try {
    said = await answer(JSON.parse(line));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    said = error instanceof AbsentError ? { absent: message } : { error: message };
  }
  Deno.stdout.writeSync(new TextEncoder().encode(`${ANSWER_MARK}${JSON.stringify(said)}\n`));
}
Deno.exit(0);
