import { loadMnist } from "@bnlstm/data";
import { tanhRnnGradientFlow } from "@bnlstm/train/figures/tanh";
import { encodeFlowImages, FLOW_SEED, flowBatch } from "./flow_batch.ts";
import { flowKey, readFlowSettings, SLIDER } from "./flow_settings.ts";
import type { RecordedFlows } from "./gradient_flow.tsx";

/** Points kept of a curve. */
const POINTS = 50;
/** The digit that is shown: one that fills its square, a 3. */
const SHOWN = 5;

/** The curves of the paper's figure 1, and one of the digits they are about. */
export async function record(): Promise<RecordedFlows> {
  const { train } = await loadMnist({ splits: ["train"] });
  const images = encodeFlowImages(train);
  const batch = flowBatch(images.buffer, 28);
  const flows = SLIDER.map((gamma) => {
    const options = { gamma, hiddenSize: 100, classes: 10, seed: FLOW_SEED };
    const { norms, saturated } = tanhRnnGradientFlow(options, batch);
    const kept = Array.from(
      { length: POINTS },
      (_, i) => norms[Math.round(i * (norms.length - 1) / (POINTS - 1))],
    );
    return [flowKey({ ...readFlowSettings({}).settings, gamma }), {
      norms: kept.map((norm) => Number(norm.toPrecision(4))),
      saturated: [["units", Number(saturated.toPrecision(3))]],
    }];
  });
  // Four bits of gray are enough for a picture.
  const digit = Array.from(
    images.subarray(SHOWN * 28 ** 2, (SHOWN + 1) * 28 ** 2),
    (pixel) => Math.floor(pixel / 16).toString(16),
  ).join("");
  return { flows: Object.fromEntries(flows), digit };
}
