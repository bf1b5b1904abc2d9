import { type ModelJson, record } from "./model_json.ts";

/** A layer of a Keras model: its class, its name, and the arguments with which it was created. */
export interface KerasLayer {
  className: string;
  name: string;
  config: Readonly<Record<string, unknown>>;
}

/**
 * The layers of a saved model, in the order in which data passes through them.
 *
 * @param fail Creates the error for a problem.
 * @throws {TypeError} If the model is not a chain of layers.
 */
export function kerasLayers(
  { modelTopology }: ModelJson,
  fail: (state: string) => TypeError,
): KerasLayer[] {
  const topology = record(modelTopology, "modelTopology", fail);
  // The converter for Keras models nests the model one level deeper than tfjs does.
  const model = record(topology.model_config ?? topology, "modelTopology.model_config", fail);
  const config = Array.isArray(model.config)
    ? { layers: model.config }
    : record(model.config, "modelTopology.config", fail);
  if (!Array.isArray(config.layers)) {
    throw fail(`modelTopology.config.layers must be a list, got ${typeof config.layers}`);
  }
  const sequential = model.class_name === "Sequential";
  if (!sequential && !["Model", "Functional"].includes(String(model.class_name))) {
    throw fail(`the model must be Sequential or Functional, got ${model.class_name}`);
  }
  let before: string | undefined;
  return config.layers.map((given, index) => {
    const layer = record(given, `layer ${index}`, fail);
    const config = record(layer.config, `the config of layer ${index}`, fail);
    const name = String(layer.name ?? config.name);
    if (!sequential) {
      const inputs = inboundNames(layer.inbound_nodes);
      if (inputs.join() !== (before ?? "")) {
        throw fail(
          `the model must be a chain of layers, got layer ${name} reading [${inputs.join(", ")}]`,
        );
      }
      before = name;
    }
    return { className: String(layer.class_name), name, config };
  });
}

/** Names of the layers whose output a layer of a functional model reads, everywhere it is used. */
function inboundNames(nodes: unknown): string[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node) =>
    Array.isArray(node) ? node.map((input) => Array.isArray(input) ? String(input[0]) : "?") : ["?"]
  );
}
