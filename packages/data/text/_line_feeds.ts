/**
 * Makes all lines of a text end in `\n`. A carriage return would be a symbol of its own, so that a file from
 * Windows would make another model.
 */
export function lineFeeds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}
