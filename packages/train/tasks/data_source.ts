import type { DataFile } from "@bnlstm/data/tables";

/** Where data comes from. No result depends on it. */
export interface DataSource {
  /** URL of a folder with the official files, or of the file. Default: an npm package. */
  baseUrl?: string | URL;
  /** Names of the files in a folder; where it is absent, only files with known names can be read. */
  listFiles?(folder: URL): Promise<string[]>;
  /** A file by its path, for tasks that read those of somebody's own; where it is absent, they can not. */
  openFile?(path: string): Promise<DataFile>;
}
