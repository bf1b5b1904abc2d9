/**
 * A text whose lines end in `\n`, whatever ended them in its file. A carriage return would be a symbol of its own,
 * and a file from Windows would make another model.
 */
export function lineFeeds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}
