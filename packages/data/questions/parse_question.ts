import { checker, string, typed } from "../arguments.ts";
import { InvalidRangeError, InvalidTypeError } from "../invalid_input.ts";
import { decodeUtf8 } from "../io/decode_utf8.ts";
import { isEntityMarker, PLACEHOLDER, type Question } from "./question.ts";

/** Size in bytes of the largest `.question` file that is read; the largest of CNN has 20 kB. */
export const LARGEST_QUESTION_FILE = 2 ** 20;

const check = checker("parse a question file", { bytes: typed("Uint8Array"), name: string });

/**
 * Parses a `.question` file of the CNN and Daily Mail data (Hermann et al., 2015).
 *
 * The format: URL, document, question and answer, each on a line of its own and followed by an empty line, then
 * one line per entity with its marker, a colon, and what it stands for.
 *
 * @param bytes The file.
 * @param name Name of the file in errors.
 * @throws {TypeError} If it is not UTF-8, or a part of it does not follow the format.
 * @throws {RangeError} If it is empty or larger than 1 MiB.
 *
 * @example
 * ```ts
 * import { parseQuestion } from "@bnlstm/data/parsers";
 *
 * const file = `http://example.org/1
 *
 * @entity0 met @entity1 in @entity2 .
 *
 * @placeholder saw @entity1
 *
 * @entity0
 *
 * @entity0:Ada
 * @entity1:Charles
 * @entity2:London
 * `;
 * const { answer, entities } = parseQuestion(new TextEncoder().encode(file), "example");
 * console.log(answer, entities.get(answer)); // @entity0 Ada
 * ```
 */
export function parseQuestion(bytes: Uint8Array, name: string): Question {
  check({ bytes, name });
  const attempt = `parse question file "${name}"`;
  const refuse = (state: string) => new InvalidTypeError(`Cannot ${attempt}: ${state}`);
  if (bytes.length === 0 || bytes.length > LARGEST_QUESTION_FILE) {
    throw new InvalidRangeError(
      `Cannot ${attempt}: it has ${bytes.length} bytes, expected 1 … ${LARGEST_QUESTION_FILE}`,
    );
  }
  const lines = decodeUtf8(attempt, bytes).split(/\r?\n/);
  const parts = ["URL", "document", "question", "answer"].map((part, at) => {
    const line = lines[2 * at]?.trim();
    if (!line) throw refuse(`it has no ${part} in line ${2 * at + 1}`);
    if (lines[2 * at + 1] !== "") throw refuse(`no empty line follows its ${part}`);
    return line;
  });
  const [url, document, query] = [parts[0], parts[1].split(/\s+/), parts[2].split(/\s+/)];
  const answer = parts[3];
  const entities = new Map<string, string>();
  lines.slice(8).forEach((line, at) => {
    if (line === "") return;
    const colon = line.indexOf(":");
    const marker = line.slice(0, colon);
    if (colon < 0 || !isEntityMarker(marker) || entities.has(marker)) {
      throw refuse(`line ${at + 9} must name one more entity, got "${line.slice(0, 40)}"`);
    }
    entities.set(marker, line.slice(colon + 1));
  });
  if (query.filter((word) => word === PLACEHOLDER).length !== 1) {
    throw refuse(`its question must hold ${PLACEHOLDER} once`);
  }
  const nameless = [answer, ...document, ...query].find((word) =>
    isEntityMarker(word) && !entities.has(word)
  );
  if (nameless) throw refuse(`it does not say what ${nameless} stands for; it may be cut off`);
  if (!document.includes(answer) || !entities.has(answer)) {
    throw refuse(`its answer "${answer}" is not an entity of its document`);
  }
  return { url, document, query, answer, entities };
}
