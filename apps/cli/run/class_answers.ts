import type { Sequence } from "@bnlstm/data/sequences";
import { type Checkpoint, type ClassPrediction, LoadedModel } from "@bnlstm/train";
import { complain } from "../terminal/complain.ts";
import type { Answers } from "./answers.ts";

/** The class of a sequence, after some of its steps. */
interface ClassAnswer extends ClassPrediction {
  id: string;
  step: number;
}

/** Predicts classes of sequences from files. */
export function classAnswers(checkpoint: Checkpoint, everyStep: boolean): Answers<ClassAnswer> {
  const { data: { reading } } = checkpoint;
  const { encoding: { fold }, roles } = reading!;
  const model = LoadedModel.of(checkpoint);
  const { classes } = model;
  const id = roles.sequence?.join(" / ") ?? "sequence";
  const rounded = (probabilities: Float32Array) =>
    Array.from(probabilities, (value) => Number(value.toFixed(6)));
  return {
    layout: {
      heads: [
        id,
        ...everyStep ? ["step"] : [],
        "prediction",
        ...classes.map((name) => `probability ${name}`),
      ],
      cells: ({ id, step, label, probabilities }) => [
        id,
        ...everyStep ? [step] : [],
        label,
        ...rounded(probabilities),
      ],
      record: ({ id: name, step, label, probabilities }) => ({
        [id]: name,
        ...everyStep && { step },
        prediction: label,
        probabilities: Object.fromEntries(
          rounded(probabilities).map((value, at) => [classes[at], value]),
        ),
      }),
    },
    async of(sequences: readonly Sequence[]) {
      const predictions = await model.predictRead(sequences, everyStep);
      return sequences.flatMap(({ id, length }, at) =>
        predictions[at].map((prediction, step) => ({
          ...prediction,
          id,
          step: Math.min(length, (step + 1) * fold),
        }))
      );
    },
    end() {
      model.dispose();
      for (const [feature, counts] of model.unseen) {
        const some = [...counts].slice(0, 5)
          .map(([value, count]) => `${JSON.stringify(value)} ${count}`);
        complain(
          `${feature} has values that training lacks, and that tell the model nothing: ${
            some.join(", ")
          }` + (counts.size > 5 ? ` and ${counts.size - 5} more` : ""),
        );
      }
    },
  };
}
