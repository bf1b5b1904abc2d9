import type { TableProfile } from "./profile_table.ts";

/** What columns are often called, by what they are. */
export const NAMES = {
  sequence:
    /^((sequence|series|seq|sample|session|trial|case|recording|window|segment|instance|unique|trip|visit|episode)[ _-]?(id|no|nr|number|name|index)?|id)$/i,
  time:
    /^(t|time|times|timestamp|time[ _-]?stamp|date|datetime|date[ _-]?time|ds|step|time[ _-]?step|tick|frame|period|month|day|year|hour|minute|second)$/i,
  label:
    /^(label|labels|class|classes|class[ _-]?(label|name)|target|y|category|activity|outcome|diagnosis|species|sentiment|language|speaker|gesture|state|type|tag)$/i,
  group:
    /^(group|subject|person|participant|patient|user|machine|device|unit|driver|speaker|author|site|sensor)([ _-]?(id|no|nr|number|name))?$/i,
  text:
    /^(text|texts|message|sms|body|content|sentence|review|tweet|comment|title|document|utterance|name)$/i,
};

/** Whether equal values of a column follow each other, in the first records. */
export function inRuns(table: TableProfile, name: string): boolean {
  const values = sampled(table, name);
  const runs = values.filter((value, at) => at === 0 || value !== values[at - 1]).length;
  return runs === new Set(values).size && runs < values.length;
}

/** Whether a column has one value in each sequence, as far as the first records tell. */
export function constantWithin(
  table: TableProfile,
  sequence: string | undefined,
): (name: string) => boolean {
  const ids = sequence === undefined ? undefined : sampled(table, sequence);
  return (name) => {
    const seen = new Map<string, string>();
    return sampled(table, name).every((value, at) => {
      const id = ids?.[at] ?? "";
      if (!seen.has(id)) seen.set(id, value);
      return seen.get(id) === value;
    });
  };
}

function sampled({ columns, sample }: TableProfile, name: string): string[] {
  const place = columns.findIndex((column) => column.name === name);
  return sample.map(({ cells }) => String(cells[place] ?? "").trim());
}
