import { loadMnist } from "@bnlstm/data";
import { encodeFlowImages, flowBatch } from "./flow_batch.ts";
import type { RecordedFlows } from "./gradient_flow.tsx";
import { gradientFlow } from "./gradient_norms.ts";
import { flowKey, type FlowSettings, SLIDER } from "./use_flows.ts";

/** Points kept of a curve. */
const POINTS = 50;

/** The curves of the paper's figure 1. */
export async function record(): Promise<RecordedFlows> {
  const { train } = await loadMnist({ splits: ["train"] });
  const settings = { cell: "rnn", start: "", imageSize: 28 } as const;
  const batch = flowBatch(encodeFlowImages(train).buffer, settings.imageSize);
  return Object.fromEntries(SLIDER.map((gamma) => {
    const one: FlowSettings = { ...settings, gamma };
    const { norms, saturated } = gradientFlow(batch, one);
    const kept = Array.from(
      { length: POINTS },
      (_, i) => norms[Math.round(i * (norms.length - 1) / (POINTS - 1))],
    );
    return [flowKey(one), {
      norms: kept.map((norm) => Number(norm.toPrecision(4))),
      saturated: Number(saturated.toPrecision(3)),
    }];
  }));
}
