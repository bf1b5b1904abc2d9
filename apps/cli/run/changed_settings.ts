import type { RunConfig } from "@bnlstm/train";

/** Settings in which a configuration differs from another, as "model.hiddenSize (30, and 20)". */
export function changedSettings(edited: RunConfig, original: RunConfig): string[] {
  const [left, right] = [edited, original].map((config) => new Map(settings(config)));
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((name) => left.get(name) !== right.get(name))
    .map((name) => `${name} (${left.get(name) ?? "none"}, and ${right.get(name) ?? "none"})`);
}

function* settings(config: object, prefix = ""): Generator<[string, string]> {
  for (const [key, value] of Object.entries(config)) {
    const name = prefix + key;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      yield* settings(value, `${name}.`);
    } else yield [name, JSON.stringify(value)];
  }
}
