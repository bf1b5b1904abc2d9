import type { serialization } from "@tensorflow/tfjs-core";
import { type layers, LayersModel, type Sequential } from "@tensorflow/tfjs-layers";

/** The class and configuration of a layer. */
export interface LayerDescription {
  /** Name under which its class is registered. */
  className: string;
  /** What `getConfig` returned. */
  config: serialization.ConfigDict;
}

/** Returns what to put in place of a layer, or `undefined` to keep it. */
export type Replacement = (
  className: string,
  config: serialization.ConfigDict,
) => LayerDescription | undefined;

/**
 * Rebuilds a model with some of its layers replaced by others with the same weights, and compiles it like the
 * given one.
 *
 * @returns The new model, or `undefined` if no layer is replaced.
 */
export function rebuild(model: LayersModel, replacement: Replacement): LayersModel | undefined {
  let replaced = false;
  function rewrite(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(rewrite);
    if (typeof value !== "object" || value === null) return value;
    const { className, config } = value as Partial<LayerDescription>;
    const other = className && config && replacement(className, config);
    if (other) {
      replaced = true;
      return { ...value, ...other };
    }
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, rewrite(part)]));
  }
  const config = rewrite(model.getConfig()) as serialization.ConfigDict;
  if (!replaced) return undefined;
  // The last argument makes weights start at zero, since initializers may take long.
  const Model = model.constructor as typeof Sequential;
  const rebuilt = Model.fromConfig<LayersModel>(Model, config, {}, true);
  // By name: the order of weights depends on which layers are trainable, and wrappers forget whether theirs are.
  rebuilt.loadWeights(
    Object.fromEntries(model.weights.map((weight) => [weight.originalName, weight.read()])),
  );
  copyTrainable(model, rebuilt);
  const metadata = model.getUserDefinedMetadata();
  if (metadata) rebuilt.setUserDefinedMetadata(metadata);
  if (model.optimizer) {
    const { optimizer, loss, metrics } = model;
    rebuilt.compile({ optimizer, loss, metrics });
    handOverOptimizer(model, rebuilt);
  }
  return rebuilt;
}

function copyTrainable(from: layers.Layer, to: layers.Layer): void {
  if (to.trainable !== from.trainable) to.trainable = from.trainable;
  if (!(from instanceof LayersModel)) return;
  from.layers.forEach((layer, i) => copyTrainable(layer, (to as LayersModel).layers[i]));
}

/** A model that created its optimizer itself disposes of it in the end; from now on the new model does this. */
function handOverOptimizer(from: LayersModel, to: LayersModel): void {
  type Owner = { isOptimizerOwned: boolean };
  const [before, after] = [from, to] as unknown as [Owner, Owner];
  after.isOptimizerOwned = before.isOptimizerOwned;
  before.isOptimizerOwned = false;
}
