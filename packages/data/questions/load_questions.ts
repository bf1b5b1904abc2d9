import { checker, iterable, url as isUrl } from "../arguments.ts";
import { fetchFirst } from "../io/fetch_first.ts";
import { LARGEST_QUESTION_FILE, parseQuestion } from "./parse_question.ts";
import type { Question } from "./question.ts";

/**
 * Reads `.question` files of the CNN and Daily Mail data one after another, in the order given, fetching a few
 * ahead. There are hundreds of thousands: collect them with {@linkcode collectQuestions}.
 *
 * @param urls URLs of the files.
 * @throws {TypeError} If a file is not what {@linkcode parseQuestion} accepts.
 * @throws {RangeError} If a file is empty or larger than 1 MiB.
 * @throws {Error} If a file cannot be fetched.
 *
 * @example
 * ```ts ignore
 * import { collectQuestions, loadQuestions } from "@bnlstm/data";
 *
 * const folder = "file:///data/cnn/questions/test/";
 * const names = Array.from(Deno.readDirSync(new URL(folder)), ({ name }) => name).sort();
 * const set = await collectQuestions(loadQuestions(names.map((name) => folder + name)));
 * console.log(set.size); // 3198
 * ```
 */
export async function* loadQuestions(urls: Iterable<string | URL>): AsyncGenerator<Question> {
  checkUrls({ urls });
  const ahead: Promise<Question>[] = [];
  for (const url of urls) {
    checkUrl({ url });
    const question = load(String(url));
    // It is awaited later; this keeps a failure until then from counting as unhandled.
    question.catch(() => {});
    ahead.push(question);
    if (ahead.length === FILES_AHEAD) yield await ahead.shift()!;
  }
  for (const question of ahead) yield await question;
}

const FILES_AHEAD = 16;
const checkUrls = checker("load questions", { urls: iterable });
const checkUrl = checker("load questions", { url: isUrl });

async function load(from: string): Promise<Question> {
  const { url, bytes } = await fetchFirst("load questions", [from], LARGEST_QUESTION_FILE);
  return parseQuestion(bytes, url);
}
