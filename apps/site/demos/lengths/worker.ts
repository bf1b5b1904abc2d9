import { answerPage } from "../../client/worker_calls.ts";
import { inputGradients } from "./input_gradients.ts";

const answers = { inputGradients };

/** What the worker of the lengths answers. */
export type LengthAnswers = typeof answers;

answerPage(answers);
