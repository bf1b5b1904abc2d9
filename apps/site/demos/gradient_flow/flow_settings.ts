import {
  allSettings,
  commandLine,
  type Experiment,
  type Settings,
} from "../../client/experiment.ts";
import { PLAIN } from "../digits/plain.ts";

/** What is looked at. */
export interface FlowSettings {
  /** The paper's tanh RNN of figure 1, a BN-LSTM, or an LSTM without normalization. */
  cell: "rnn" | "lstm" | "plain";
  /** How the recurrent weights of an LSTM start: a recurrent initializer, or `identities`, one for each gate. */
  start: string;
  /** γ of every normalized term; the plain LSTM has none. */
  gamma: number;
  /** Side of the images. */
  size: number;
  /** Updates before it is looked at. */
  updates: number;
}

/** What can be chosen, with its name on the page. */
export const CHOICES = {
  cell: { rnn: "tanh RNN", lstm: "BN-LSTM", plain: "plain LSTM" },
  size: { 7: "49 steps", 14: "196 steps", 28: "784 steps" },
  start: {
    authors: "the authors’",
    orthogonal: "orthogonal",
    identities: "four identities",
  },
  updates: { 0: "before training", 50: "after 50 updates", 200: "after 200" },
} as const;

const DEFAULTS: FlowSettings = { cell: "rnn", start: "authors", gamma: 0.1, size: 28, updates: 0 };

/** The γ of `bnlstm figure gradient-flow`. */
const DRAWN_GAMMAS = {
  rnn: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
  lstm: [0.1, 0.5, 1],
} as const;

/** The γ that the slider stands at. */
export const SLIDER: readonly number[] = Array.from({ length: 20 }, (_, i) => (i + 1) / 20);

/** A name for settings: those that do not matter to them are left out. */
export function flowKey({ cell, start, gamma, size, updates }: FlowSettings): string {
  return [
    cell,
    size,
    ...cell === "plain" ? [] : [gamma.toFixed(2)],
    ...cell === "rnn" ? [] : [start, updates],
  ].join(" ");
}

/** What a curve is called beside others. */
export function flowName({ cell, gamma }: FlowSettings): string {
  return cell === "plain" ? CHOICES.cell.plain : `γ ${gamma.toFixed(2)}`;
}

/** The settings around some that show what they are one of. */
export function flowsAround(settings: FlowSettings): FlowSettings[] {
  const { cell, updates } = settings;
  // What was trained stands beside what it was.
  if (updates > 0) return [{ ...settings, updates: 0 }];
  if (cell === "plain") return [{ ...settings, cell: "lstm", gamma: DEFAULTS.gamma }];
  return DRAWN_GAMMAS[cell].map((gamma) => ({ ...settings, gamma }));
}

/**
 * The settings of a link, or those of the demo and what is wrong with the link.
 *
 * Only short sequences can be trained in a page, and only LSTMs: the paper's RNN is there to look at.
 */
export function readFlowSettings(given: Settings): { settings: FlowSettings; wrong?: string } {
  const settings = { ...DEFAULTS, ...given } as FlowSettings;
  const fail = (what: string) => ({ settings: DEFAULTS, wrong: `Cannot use ${what}` });
  const unknown = Object.keys(given).find((key) => !(key in DEFAULTS));
  if (unknown !== undefined) return fail(`${unknown}: there is no such setting`);
  const { gamma } = settings;
  if (typeof gamma !== "number" || !(gamma >= 0.01 && gamma <= 1)) {
    return fail(`gamma = ${gamma}: it must be from 0.01 to 1`);
  }
  for (const key of ["cell", "start", "size", "updates"] as const) {
    if (!Object.hasOwn(CHOICES[key], settings[key])) {
      const known = Object.keys(CHOICES[key]).join(", ");
      return fail(`${key} = ${settings[key]}: it must be one of ${known}`);
    }
  }
  if (settings.updates > 0 && (settings.cell === "rnn" || settings.size !== 7)) {
    return fail(`updates = ${settings.updates}: only LSTMs are trained here, with size = 7`);
  }
  return { settings };
}

/** The settings of a run whose gradient is looked at. */
export function runSettings({ cell, gamma, start, size }: FlowSettings): Settings {
  return {
    "data.imageSize": size,
    ...cell === "plain" ? PLAIN : { "model.gamma": gamma },
    ...start !== "identities" && { "model.recurrentInitializer": start },
  };
}

/** The commands that compute the same. */
export function flowCommand(settings: FlowSettings, experiment: Experiment): string {
  const { cell, start, gamma, size, updates } = settings;
  const figure = "deno task bnlstm figure gradient-flow";
  const output = "--output gradient_flow.svg";
  if (cell !== "rnn" && start === "identities") {
    return "# The command does not offer these initial weights: they are shown as a bad example.";
  }
  if (
    cell === "rnn" ||
    updates === 0 && start === "authors" &&
      (cell === "plain" || DRAWN_GAMMAS.lstm.some((drawn) => drawn === gamma))
  ) {
    return `${figure} --image-size ${size} ${output}`;
  }
  const run = commandLine(experiment, allSettings(experiment, runSettings(settings)), updates);
  return `${run} \\\n  --run-dir runs/flow\n${figure} runs/flow ${output}`;
}
