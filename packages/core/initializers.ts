/**
 * Initializers: random matrices from a seeded source, and the initial parameters of a cell made from them.
 *
 * @module
 */

export { joinColumns } from "./initializers/join_columns.ts";
export { gaussian } from "./initializers/gaussian.ts";
export { identity } from "./initializers/identity.ts";
export { orthogonal } from "./initializers/orthogonal.ts";
export { uniformSource } from "./initializers/uniform_source.ts";
export {
  type CellShape,
  DEFAULT_INITIAL_PARAMETERS,
  type InitialParameter,
  type InitialParameterOptions,
  initialParameters,
  type RecurrentInitializer,
} from "./model/initial_parameters.ts";
export type { NormalizationSites, SiteNormalization } from "./math/sites.ts";
