import type { Computation } from "../computation.ts";
import { PeakMeter } from "../../micro/wasm_peak.ts";

/** What no WebAssembly can exceed: 128-bit fused multiply-adds. A run gives how many operations it made. */
export async function createComputation(
  { threads }: { threads: number },
): Promise<Computation<number>> {
  const meter = await PeakMeter.start(threads);
  return {
    name: "128-bit FMA in WebAssembly",
    prepare() {},
    async run() {
      const start = performance.now();
      const gigaflops = await meter.measure(threads);
      return gigaflops * 1e6 * (performance.now() - start);
    },
    synchronize() {},
    outcome: (flops) => ({ flops }),
  };
}
