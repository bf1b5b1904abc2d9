import { loadSeattleWeather } from "@bnlstm/data/sequences";
import type { DataFile } from "@bnlstm/data/tables";

/** Weather of Seattle, day by day. What the task reads where no file is named. */
export async function weatherFile(): Promise<DataFile> {
  const bytes = await loadSeattleWeather();
  return {
    name: "seattle-weather.csv",
    size: bytes.length,
    stream: () => Promise.resolve(new Blob([bytes]).stream()),
  };
}
