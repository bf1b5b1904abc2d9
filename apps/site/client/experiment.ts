/** Settings by `table.key`, as in a recipe of the command. */
export type Settings = Record<string, string | number>;

/** A setting. */
export interface Field {
  /** The flag of the command. */
  flag: string;
  /** The only values it can have, if they are few. */
  choices?: readonly (string | number)[];
}

/** Everything that a demo's page knows of the settings of its runs. */
export interface Experiment {
  /** The task when none is named. */
  task: string;
  /** What the command does by default, by task. */
  recipes: Readonly<Record<string, Settings>>;
  /** What the demo does otherwise. */
  overrides: Settings;
  /** Every setting that its tasks have. */
  fields: Readonly<Record<string, Field>>;
}

/** What a link says beside the settings of the run. */
export interface LinkOptions {
  /** Updates to make at once. */
  step?: number;
  /** Threads to use. */
  threads?: number;
}

/** Every setting of a run: those of the link over those of the demo over those of the command. */
export function allSettings(experiment: Experiment, given: Settings): Settings {
  const task = String(given.task ?? experiment.task);
  const recipe = experiment.recipes[task];
  if (recipe === undefined) {
    const known = Object.keys(experiment.recipes).join(", ");
    throw new RangeError(`Cannot use task = ${task}: it must be one of ${known}`);
  }
  const { overrides } = experiment;
  const known = Object.entries(overrides).filter(([key]) => key in recipe);
  for (const key of Object.keys(given)) {
    if (!(key in recipe)) {
      throw new RangeError(`Cannot use ${key}: task ${task} has no such setting`);
    }
  }
  return { ...recipe, ...Object.fromEntries(known), ...given };
}

/** Settings as the nested object that the schema of the run takes. */
export function nestedSettings(settings: Settings): Record<string, unknown> {
  const nested: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(settings)) {
    const [table, key] = path.split(".");
    if (key === undefined) nested[table] = value;
    else ((nested[table] ??= {}) as Record<string, unknown>)[key] = value;
  }
  return nested;
}

/** The command that makes the same run. */
export function commandLine(
  experiment: Experiment,
  settings: Settings,
  steps: number,
  threads = 1,
): string {
  const task = String(settings.task);
  const recipe = experiment.recipes[task];
  const flags = Object.entries({ ...settings, "training.steps": steps })
    .filter(([key, value]) => value !== recipe[key] && key !== "task" && key !== "backend")
    .map(([key, value]) => `${experiment.fields[key].flag} ${value}`);
  return [`deno task train ${task}`, `--backend ${settings.backend} --threads ${threads}`, ...flags]
    .reduce((lines, word) => {
      const line = `${lines.at(-1)} ${word}`;
      return line.trim().length > 84
        ? [...lines.slice(0, -1), `${lines.at(-1)} \\`, `  ${word}`]
        : [...lines.slice(0, -1), line.replace(/^ (?=\S)/, "")];
    }, [""]).join("\n");
}

/**
 * Reads the settings of a link, `#model.gamma=0.3&training.seed=2&step=250`. Whether values are allowed is decided
 * where the run starts, by the schema of the command.
 *
 * @throws {RangeError} If `step` or `threads` is no whole number.
 */
export function parseLink(hash: string): { settings: Settings; options: LinkOptions } {
  const settings: Settings = {};
  const options: LinkOptions = {};
  for (const [key, text] of new URLSearchParams(hash.replace(/^#/, ""))) {
    const number = text.trim() === "" ? NaN : Number(text);
    if (key === "step" || key === "threads") {
      if (!Number.isInteger(number) || number < 0 || number > 1e6) {
        throw new RangeError(`Cannot use ${key} = ${text}: it must be a whole number`);
      }
      options[key] = number;
    } else settings[key] = Number.isNaN(number) ? text : number;
  }
  return { settings, options };
}

/** The link to an experiment: what differs from the demo's own settings. */
export function writeLink(given: Settings, options: LinkOptions): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...given, ...options })) {
    if (value !== undefined) parameters.set(key, String(value));
  }
  const text = parameters.toString();
  return text === "" ? "" : `#${text}`;
}
