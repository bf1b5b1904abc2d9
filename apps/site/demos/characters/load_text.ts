import { loadTextFile } from "@bnlstm/data";
import type { RunConfig, TaskData } from "@bnlstm/train";
import { characterTaskData } from "@bnlstm/train/tasks";
import { fetchData } from "../../client/fetch_data.ts";

/** What was pasted; the text of the site when absent. */
let pasted: string | undefined;
/** The text of the site, fetched once. */
let fetched: Promise<string> | undefined;

/** Takes another text, for the next run. */
export function pasteText(text: string | undefined): void {
  pasted = text;
}

/** The text that is learned from. */
export async function currentText(assets: string): Promise<string> {
  if (pasted !== undefined) return pasted;
  return await (fetched ??= fetchData("text", assets).then((bytes) =>
    new TextDecoder().decode(bytes)
  ));
}

/** The text as the command would read it from a file. */
export async function loadText(config: RunConfig, assets: string): Promise<TaskData<unknown>> {
  const url = URL.createObjectURL(new Blob([await currentText(assets)]));
  try {
    const { data } = config as RunConfig<"character-lm">;
    return characterTaskData(await loadTextFile(url), data) as TaskData<unknown>;
  } finally {
    URL.revokeObjectURL(url);
  }
}
