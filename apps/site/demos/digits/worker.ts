import { TrainingSession } from "../../client/training_session.ts";
import { answerPage } from "../../client/worker_calls.ts";
import { loadDigits } from "./load_digits.ts";
import { readImage, type Reading, testDigit } from "./read_image.ts";

const session = new TrainingSession(loadDigits);

const answers = {
  ...session.answers(),
  read: async (sums: number[]): Promise<Reading> => await readImage(await session.inUse(), sums),
  testDigit,
};

/** What the worker of the digits answers. */
export type DigitAnswers = typeof answers;

answerPage(answers);
