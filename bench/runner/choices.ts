import { InvalidArgumentError } from "commander";
import { IMPLEMENTATIONS } from "../implementations/implementations.ts";
import type { Implementation } from "../implementations/implementation.ts";
import { type Setting, SETTINGS, SWEEP, sweptSize } from "./settings.ts";

/** What a run measures that is not told: settings, and seconds for the samples of an implementation. */
export const DEFAULT = { settings: "A,S,1,B", budget: 20 };

/** The same with `--quick`. */
export const QUICK = { settings: "S,1", budget: 1 };

/** Implementations that `--quick` leaves out, unless some are named. */
const NOT_QUICK = /1 thread|webgpu|compile|, cpu/;

/** Implementations of the sweep, unless some are named: one of each kind, and of a model no more than there are colors. */
const SWEEP_IMPLEMENTATIONS = [
  "bnlstm wasm",
  "bnlstm wasm, BLAS",
  "bnlstm cpu",
  "bnlstm composed, wasm",
  "jax-js wasm",
  "PyTorch hand-written backward",
  "bnlstm wasm, plain LSTM",
  "tfjs layers.lstm, wasm",
  "PyTorch nn.LSTM",
];

/** Who is to take part, as far as the command line says so. */
export interface ImplementationChoice {
  /** Texts, one of which a name must contain. */
  implementation?: string[];
  /** Whether slow ones stay away. */
  quick?: boolean;
}

/**
 * Settings by their names, separated by commas; `sweep` stands for all of them.
 *
 * @throws {InvalidArgumentError} If there is no such setting.
 */
export function settingsOf(names: string): Setting[] {
  return names.split(",").flatMap((name) => {
    if (name === "sweep") return SWEEP;
    const setting = [...SETTINGS, ...SWEEP].find((setting) => setting.name === name);
    if (setting) return [setting];
    const known = [...SETTINGS.map(({ name }) => name), "sweep"].join(", ");
    throw new InvalidArgumentError(`There is no setting ${name}, only ${known}.`);
  });
}

/** Who takes part in a setting. */
export function implementationsOf(
  setting: Setting,
  { implementation, quick }: ImplementationChoice,
): Implementation[] {
  return IMPLEMENTATIONS.filter(({ name, fewestUnits = 0 }) => {
    if (setting.hiddenSize < fewestUnits) return false;
    if (implementation) return implementation.some((text) => name.includes(text));
    if (sweptSize(setting)) return SWEEP_IMPLEMENTATIONS.includes(name);
    return !(quick && NOT_QUICK.test(name));
  });
}
