/** Bytes of the largest `.question` file that is read; the longest of CNN has 20 kB. */
export const largestQuestionFile = 2 ** 20;
