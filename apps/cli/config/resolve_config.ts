import { type RunConfig, runConfigSchema } from "@bnlstm/train";
import { TASK_NAMES } from "@bnlstm/train/config";
import { parse, type TomlTable } from "smol-toml";
import { CONFIG_FIELDS, CONFIG_TABLES, type ConfigField } from "./config_fields.ts";
import { InputError } from "../input_error.ts";
import { nearestName } from "../nearest_name.ts";

/** The text of a recipe, and its name in errors. */
export interface RecipeText {
  /** A path or a name. */
  name: string;
  /** TOML. */
  text: string;
}

/** A value for a field, and its name in errors. */
interface Setting {
  field: ConfigField;
  value: unknown;
  origin: string;
}

const TASK = CONFIG_FIELDS.find(({ key }) => key === "task")!;

/**
 * The configuration of a run: the defaults of the task, overridden by the recipe, overridden by flags. The task
 * is the one that the flags name, else the one that the recipe names, else the first one.
 *
 * @param recipe The recipe that `--recipe` named, if any.
 * @param flags Values of flags by field, as they were typed.
 * @throws {InputError} If a key is unknown, or one of another task, or a value is not allowed; the nearest
 * known key is named.
 */
export function resolveConfig(
  recipe: RecipeText | undefined,
  flags: ReadonlyMap<ConfigField, string>,
): RunConfig {
  const given = [
    ...(recipe ? recipeSettings(recipe) : []),
    ...[...flags].map(([field, text]) => ({
      field,
      value: field.numeric ? number(text) : text,
      origin: `${field.flag} ${text}`,
    })),
  ];
  const named = given.findLast(({ field }) => field === TASK);
  const task = named ? TASK_NAMES.find((name) => name === named.value) : TASK_NAMES[0];
  if (task === undefined) refuse(named!);
  const foreign = given.find(({ field }) => !field.tasks.includes(task));
  if (foreign) {
    throw new InputError(`Cannot use ${foreign.origin}: task ${task} has no such setting`);
  }
  const config: Record<string, unknown> = {};
  for (const { field: { table, key }, value } of given) {
    const target = table === undefined ? config : (config[table] ??= {}) as typeof config;
    target[key] = value;
  }
  const result = runConfigSchema.safeParse(config);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0];
  // Only the last setting of a field can be wrong, since it is the one that is used.
  const wrong = given.findLast(({ field: { table, key } }) =>
    path.join() === [table, key].filter((part) => part !== undefined).join()
  );
  if (!wrong) throw new InputError(`Cannot configure the run: ${path.join(".")}: ${message}`);
  refuse(wrong);
}

/**
 * The configuration of a run with some settings, refused as if they were flags.
 *
 * @param settings Values by key, e.g. `hiddenSize`.
 * @throws {InputError} If a value is not allowed, or the task has no such setting.
 */
export function configWith(settings: Readonly<Record<string, string | number>>): RunConfig {
  const flags = Object.entries(settings).map(([name, value]) =>
    [CONFIG_FIELDS.find(({ key }) => key === name)!, String(value)] as const
  );
  return resolveConfig(undefined, new Map(flags));
}

/**
 * Paths of the settings that a recipe or a flag gives, e.g. `training.steps`; nothing else may replace them.
 */
export function chosenSettings(
  recipe: RecipeText | undefined,
  flags: ReadonlyMap<ConfigField, string>,
): ReadonlySet<string> {
  const fields = [
    ...recipe ? recipeSettings(recipe).map(({ field }) => field) : [],
    ...flags.keys(),
  ];
  return new Set(fields.map(({ table, key }) => table === undefined ? key : `${table}.${key}`));
}

function refuse({ origin, field }: Setting): never {
  throw new InputError(`Cannot use ${origin}: it must be ${field.requirement}`);
}

function recipeSettings({ name, text }: RecipeText): Setting[] {
  let values: TomlTable;
  try {
    values = parse(text);
  } catch (error) {
    // smol-toml shows the place in the lines that follow.
    const [reason] = (error as Error).message.split("\n");
    const { line } = error as { line?: number };
    const advice = /escape/.test(reason)
      ? "; a path with backslashes goes between single quotes"
      : "";
    throw new InputError(`Cannot read recipe ${name}: ${reason}, line ${line}${advice}`, {
      cause: error,
    });
  }
  return Object.entries(values).flatMap(([key, value]) => {
    if (!CONFIG_TABLES.includes(key)) return [setting(name, undefined, key, value)];
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new InputError(`Cannot read recipe ${name}: ${key} must be a table`);
    }
    return Object.entries(value).map(([inner, value]) => setting(name, key, inner, value));
  });
}

function setting(recipe: string, table: string | undefined, key: string, value: unknown): Setting {
  const field = CONFIG_FIELDS.find((field) => field.table === table && field.key === key);
  const path = (table: string | undefined, key: string) => table ? `${table}.${key}` : key;
  if (field) {
    const shown = typeof value === "number" ? value : JSON.stringify(value);
    const origin = `${path(table, key)} = ${shown} of recipe ${recipe}`;
    return { field, value, origin };
  }
  // A key of another table is often what was meant.
  const keys = CONFIG_FIELDS.map((field) => field.key);
  const near = nearestName(key, [...keys, ...CONFIG_TABLES]);
  const known = CONFIG_FIELDS.find((field) => field.key === near);
  throw new InputError(
    `Cannot read recipe ${recipe}: unknown key ${path(table, key)}` +
      (near ? `; did you mean ${known ? path(known.table, near) : near}?` : ""),
  );
}

/** `Number`, except that an empty text is not a number. */
function number(text: string): number {
  return text.trim() === "" ? NaN : Number(text);
}
