import { TASK_NAMES, taskConfigSchemas } from "@bnlstm/train/config";
import type { TaskName } from "@bnlstm/train";
import * as z from "zod";

/** One setting of a run: a key of a recipe and a flag of `train`. */
export interface ConfigField {
  /** The table of the recipe that it is in; `undefined` at the top level. */
  table: string | undefined;
  /** Its key in that table. */
  key: string;
  /** Its flag, e.g. `--hidden-size`. */
  flag: string;
  /** What it is. */
  description: string;
  /** The tasks that have it. */
  tasks: readonly TaskName[];
  /** Whether its values are numbers; if not, they are text. */
  numeric: boolean;
  /** All values it can have, if they are few. */
  choices?: readonly (string | number)[];
  /** Its value if neither recipe nor flag gives one, in the first task that has it. */
  default: string | number;
  /** What a value must be; completes "must be …" in error messages. */
  requirement: string;
}

/** The parts of a JSON Schema that the configuration uses. */
interface JsonSchema {
  type?: string;
  description?: string;
  default?: string | number;
  properties?: Record<string, JsonSchema>;
  enum?: (string | number)[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

const fields = TASK_NAMES.flatMap((task) => {
  const { properties } = z.toJSONSchema(taskConfigSchemas[task], { io: "input" }) as JsonSchema;
  return Object.entries(properties!).flatMap(([name, property]) =>
    property.properties
      ? Object.entries(property.properties).map(([key, leaf]) => field(task, name, key, leaf))
      : [field(task, undefined, name, property)]
  );
});

/** All settings of all tasks, from the schemas with which `@bnlstm/train` validates. */
export const CONFIG_FIELDS: readonly ConfigField[] = [
  ...Map.groupBy(
    fields,
    ({ flag }) => flag,
  ).values(),
].map((same) => ({ ...same[0], tasks: same.flatMap(({ tasks }) => tasks) }));

/** Names of the tables of a recipe. */
export const CONFIG_TABLES: readonly string[] = [
  ...new Set(CONFIG_FIELDS.flatMap(({ table }) => table ?? [])),
];

function field(
  task: TaskName,
  table: string | undefined,
  key: string,
  leaf: JsonSchema,
): ConfigField {
  // `optimizer.name` reads well in a recipe, but not as a flag.
  const flag = table && key === "name" ? table : key;
  return {
    table,
    key,
    flag: `--${flag.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    description: leaf.description!,
    default: leaf.default!,
    tasks: [task],
    numeric: leaf.type !== "string",
    ...key === "task"
      ? { choices: TASK_NAMES, requirement: `one of ${TASK_NAMES.join(", ")}` }
      : { choices: leaf.enum, requirement: requirement(leaf) },
  };
}

function requirement(leaf: JsonSchema): string {
  if (leaf.enum) return `one of ${leaf.enum.join(", ")}`;
  if (leaf.type === "string") return "text";
  const limits = [
    [">=", leaf.minimum],
    [">", leaf.exclusiveMinimum],
    ["<=", leaf.maximum],
    ["<", leaf.exclusiveMaximum],
  ].filter(([, limit]) => limit !== undefined && limit !== Number.MAX_SAFE_INTEGER);
  return [
    leaf.type === "integer" ? "a whole number" : "a number",
    limits.map(([sign, limit]) => `${sign} ${limit}`).join(" and "),
  ].join(" ").trimEnd();
}
