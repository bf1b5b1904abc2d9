import { outputTerminal, USUAL_COLUMNS } from "../terminal/terminal_size.ts";
import { inspectionReport } from "../report/inspection_report.ts";
import { locateCheckpoint, readCheckpoint } from "../run/read_checkpoint.ts";

/** Prints what is in a checkpoint, or in the best one of a run. */
export async function inspect(path: string): Promise<void> {
  const file = await locateCheckpoint(path);
  const columns = outputTerminal()?.columns ?? USUAL_COLUMNS;
  const report = inspectionReport(await readCheckpoint(file), Math.min(columns, 120));
  console.log(`${"checkpoint".padEnd(11)} ${file}\n${report}`);
}
