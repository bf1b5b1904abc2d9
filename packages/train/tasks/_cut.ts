/** The first characters of a text; all of it where there is no limit. */
export function cut(text: string, longest = Infinity): string {
  return text.length > longest ? [...text.slice(0, 2 * longest)].slice(0, longest).join("") : text;
}
