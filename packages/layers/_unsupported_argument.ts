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

/** Arguments that are true or false. */
const FLAGS = [
  ...["trainable", "returnSequences", "returnState", "goBackwards", "stateful", "unroll"],
  ...["useBias", "unitForgetBias"],
];

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
  if (typeof args !== "object" || args === null) return `args must be an object, got ${show(args)}`;
  const given = args as Record<string, unknown>;
  const { units, activation, recurrentActivation, activityRegularizer, dropout, recurrentDropout } =
    given;
  const unknown = Object.keys(args).find((name) => !KNOWN.has(name) && !more.includes(name));
  if (unknown !== undefined) return `unknown argument ${unknown}`;
  if (!Number.isInteger(units) || (units as number) < 1) {
    return `units must be a positive whole number, got ${show(units)}`;
  }
  if (activation !== undefined && activation !== "tanh") {
    return `activation must be "tanh", got ${show(activation)}`;
  }
  if (recurrentActivation !== undefined && recurrentActivation !== "sigmoid") {
    return `recurrentActivation must be "sigmoid", got ${show(recurrentActivation)}`;
  }
  if (dropout) {
    return `dropout is not supported, got ${show(dropout)}; put a dropout layer before this one`;
  }
  if (recurrentDropout) return `recurrentDropout is not supported, got ${show(recurrentDropout)}`;
  if (activityRegularizer) return "activityRegularizer is not supported";
  for (const name of FLAGS) {
    const flag = given[name];
    if (flag === undefined || flag === null || typeof flag === "boolean") continue;
    return `${name} must be true or false, got ${show(flag)}`;
  }
  for (const name of ["inputShape", "batchInputShape"]) {
    const shape = given[name];
    if (shape === undefined || shape === null) continue;
    if (Array.isArray(shape) && shape.every((n) => n === null || (Number.isInteger(n) && n > 0))) {
      continue;
    }
    return `${name} must be an array of positive whole numbers, got ${show(shape)}`;
  }
  return undefined;
}

/** What was given, in a few words. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
  if (typeof value === "function" || (typeof value === "object" && value !== null)) {
    return `a ${typeof value}`;
  }
  return String(value);
}
