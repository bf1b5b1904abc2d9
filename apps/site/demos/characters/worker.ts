import { TrainingSession } from "../../client/training_session.ts";
import { answerPage } from "../../client/worker_calls.ts";
import { currentText, loadText, pasteText } from "./load_text.ts";
import { type SampleOptions, sampleText, textSurprise } from "./use_text_model.ts";

const session = new TrainingSession(loadText);

const answers = {
  ...session.answers(),
  paste: pasteText,
  text: currentText,
  sample: async (options: SampleOptions) => await sampleText(await session.inUse(), options),
  surprise: async (text: string) => await textSurprise(await session.inUse(), text),
};

/** What the worker of the characters answers. */
export type CharacterAnswers = typeof answers;

answerPage(answers);
