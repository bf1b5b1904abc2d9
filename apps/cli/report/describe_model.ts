import type { PortableModel } from "@bnlstm/convert";
import { effectiveTimeSteps } from "@bnlstm/core/statistics";

/** A model in one line: sizes, normalization, head. */
export function describeModel({ options, statistics, head }: PortableModel): string {
  const { inputSize, hiddenSize, layers, bidirectional } = options;
  const [store] = Object.values(statistics ?? {});
  return [
    `${inputSize} ${inputSize === 1 ? "value" : "values"} a step`,
    `${layers} ${layers === 1 ? "layer" : "layers"} of ${hiddenSize} units` +
    (bidirectional ? " in each direction" : ""),
    store ? `statistics of ${effectiveTimeSteps(store)} steps` : "no normalization",
    ...head ? [`${head.bias.values.length} outputs of the ${head.reads} h`] : [],
  ].join(", ").replace("outputs of the every h", "outputs at every step");
}
