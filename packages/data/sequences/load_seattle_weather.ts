import { fetchFirst } from "../io/fetch_first.ts";
import { folderUrl } from "../io/folder_url.ts";

const LARGEST_FILE = 1e6;
const attempt = "load the weather of Seattle";

/**
 * Loads the weather of Seattle from 2012 to 2015, a CSV file with one row per day, from the npm package
 * `vega-datasets`.
 *
 * @throws {Error} If the package cannot be reached.
 */
export async function loadSeattleWeather(): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await folderUrl(attempt, undefined, {
    name: "vega-datasets",
    resolve: () => import.meta.resolve("vega-datasets"),
    folder: "../data/",
  });
  return (await fetchFirst(attempt, [`${folder}seattle-weather.csv`], LARGEST_FILE)).bytes;
}
