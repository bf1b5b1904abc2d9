import type { DataFile } from "@bnlstm/data/tables";

/** Where data comes from. Results do not depend on it. */
export interface DataSource {
  /** URL of a folder with the official files, or of the file. Default: an npm package. */
  baseUrl?: string | URL;
  /** Lists the names of the files in a folder. If absent, only files with known names can be read. */
  listFiles?(folder: URL): Promise<string[]>;
  /** Opens a file by its path, for tasks on the user's own files. If absent, they cannot be read. */
  openFile?(path: string): Promise<DataFile>;
}
