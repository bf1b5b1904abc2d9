/** A page that is part of the navigation. */
export interface NavigationEntry {
  /** Its folder below the site's root, with a slash at its end; empty for the home page. */
  path: string;
  /** Its name in the navigation. */
  title: string;
}

/** A document of the repository that becomes a page. */
export interface DocumentEntry extends NavigationEntry {
  /** Its path in the repository. */
  file: string;
}

/** Documents beside those of `docs/`, which `docs/README.md` puts in order. */
export const OTHER_DOCUMENTS: readonly DocumentEntry[] = [
  { path: "docs/architecture/", title: "Architecture", file: "ARCHITECTURE.md" },
  { path: "docs/changelog/", title: "Changelog", file: "CHANGELOG.md" },
  { path: "docs/contributing/", title: "Contributing", file: "CONTRIBUTING.md" },
];

/** The path from one folder of the site to another, so that the site works wherever it lies. */
export function relativePath(from: string, to: string): string {
  return "../".repeat(from.split("/").length - 1) + to || "./";
}
