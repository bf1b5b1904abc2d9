/** Arguments that every layer of tfjs takes, and those of its LSTM. */
const KNOWN = new Set([
  "name",
  "trainable",
  "inputShape",
  "batchInputShape",
  "batchSize",
  "dtype",
  "inputDType",
  "weights",
  "cell",
  "units",
  "returnSequences",
  "returnState",
  "goBackwards",
  "stateful",
  "unroll",
  "implementation",
  "activation",
  "recurrentActivation",
  "useBias",
  "unitForgetBias",
  "kernelInitializer",
  "recurrentInitializer",
  "biasInitializer",
  "kernelRegularizer",
  "recurrentRegularizer",
  "biasRegularizer",
  "activityRegularizer",
  "kernelConstraint",
  "recurrentConstraint",
  "biasConstraint",
  "dropout",
  "recurrentDropout",
  "dropoutFunc",
]);

/**
 * Finds an argument that the fused kernels do not support.
 *
 * @param args Arguments of the layer, or its configuration.
 * @param more Arguments that only this layer has.
 * @returns Why it is not supported, to be put after a colon, or `undefined` if all is well.
 */
export function unsupportedArgument(
  args: object,
  more: readonly string[] = [],
): string | undefined {
  const { units, activation, recurrentActivation, activityRegularizer, dropout, recurrentDropout } =
    args as Record<string, unknown>;
  const unknown = Object.keys(args).find((name) => !KNOWN.has(name) && !more.includes(name));
  if (unknown !== undefined) return `unknown argument ${unknown}`;
  if (!Number.isInteger(units) || (units as number) < 1) {
    return `units must be a positive whole number, got ${units}`;
  }
  if (activation !== undefined && activation !== "tanh") {
    return `activation must be "tanh", got ${JSON.stringify(activation)}`;
  }
  if (recurrentActivation !== undefined && recurrentActivation !== "sigmoid") {
    return `recurrentActivation must be "sigmoid", got ${JSON.stringify(recurrentActivation)}`;
  }
  if (dropout) {
    return `dropout is not supported, got ${dropout}; put a dropout layer before this one`;
  }
  if (recurrentDropout) return `recurrentDropout is not supported, got ${recurrentDropout}`;
  if (activityRegularizer) return "activityRegularizer is not supported";
  return undefined;
}
