/** What the service worker keeps of the site. */
export interface OfflineManifest {
  /** Names this state of the site. */
  version: string;
  /** Paths from the site's root. */
  files: string[];
}
