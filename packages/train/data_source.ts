/** Where data comes from. No result depends on it. */
export interface DataSource {
  /** URL of a folder with the official files, or of the file; an npm package when absent. */
  baseUrl?: string | URL;
}
