import { UnreachableError } from "../invalid_input.ts";
import { distinctTexts } from "./_distinct_texts.ts";
import { checker, optional, record, seed } from "../arguments.ts";
import { type TextClassification, textClassification } from "./text_classification.ts";

/** Options of {@linkcode loadSurnameLanguage}. */
export interface SurnameLanguageOptions {
  /** Seed of the division into parts: an integer in `0 … 2³² − 1`, 0 by default. */
  seed?: number;
}

/**
 * The lists of names, one for each language in Latin script with at least 250 names that no other language has.
 * Serbian is left out, since its names are those of Croatian.
 */
const LOCALES = {
  cs: "cs_CZ",
  de: "de",
  en: "en",
  es: "es",
  hr: "hr",
  id: "id_ID",
  it: "it",
  lv: "lv",
  pl: "pl",
  ro: "ro",
  sk: "sk",
  tr: "tr",
  uz: "uz_UZ_latin",
};

/** The smallest number of names for a language to be included. */
const FEWEST_NAMES = 250;

const ATTEMPT = "load surname-language";
const check = checker(ATTEMPT, { options: record({ seed: optional(seed) }) });

/**
 * Loads a task of variable length: which language a surname is from. The names are those of the npm
 * package `@faker-js/faker`, in lower case.
 *
 * A name that occurs in several languages is left out, since it has no single right answer. Each language is
 * divided 8 to 1 to 1 at random.
 *
 * @throws {TypeError} If an option is unknown.
 * @throws {Error} If the package cannot be reached.
 *
 * @example
 * ```ts
 * import { loadSurnameLanguage } from "@bnlstm/data";
 *
 * const { classes, train } = await loadSurnameLanguage();
 * console.log(classes.length, train.size, train.timeSteps);
 * ```
 */
export async function loadSurnameLanguage(
  options: SurnameLanguageOptions = {},
): Promise<TextClassification> {
  check({ options });
  const names = await Promise.all(Object.values(LOCALES).map(loadNames));
  const data = distinctTexts(ATTEMPT, Object.keys(LOCALES), names, FEWEST_NAMES);
  return textClassification(data, options.seed ?? 0);
}

async function loadNames(locale: string): Promise<string[]> {
  let person: { last_name: Record<string, string[]> };
  try {
    // The specifier is computed so that the package is downloaded here and not whenever this module
    // is loaded.
    const module = await import(import.meta.resolve(`@faker-js/faker/locale/${locale}`));
    person = module.faker.rawDefinitions.person;
  } catch (cause) {
    throw new UnreachableError(
      `Cannot ${ATTEMPT}: the npm package @faker-js/faker cannot be reached`,
      {
        cause,
      },
    );
  }
  // Some languages have lists by gender.
  return Object.values(person.last_name).flat().map((name) => name.toLowerCase().normalize());
}
