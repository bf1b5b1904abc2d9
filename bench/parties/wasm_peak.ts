import type { Strategy } from "../strategy.ts";
import { PeakMeter } from "../wasm_peak.ts";

/** What no WebAssembly can exceed: 128-bit fused multiply-adds. A run gives how many operations it made. */
export async function createStrategy({ threads }: { threads: number }): Promise<Strategy<number>> {
  const meter = await PeakMeter.start(threads);
  return {
    name: "128-bit FMA in WebAssembly",
    prepare() {},
    async run() {
      const start = performance.now();
      const gigaflops = await meter.measure(threads);
      return gigaflops * 1e6 * (performance.now() - start);
    },
    synchronise() {},
    outcome: (flops) => ({ flops }),
  };
}
