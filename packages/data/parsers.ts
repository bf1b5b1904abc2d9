/**
 * Parsers of the file formats that the data sets come in.
 *
 * @module
 */

export { type IdxArray, parseIdx } from "./images/parse_idx.ts";
export { parseQuestion } from "./questions/parse_question.ts";
export type { Question } from "./questions/question.ts";
