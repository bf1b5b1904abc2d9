import { type LabeledImages, loadMnist } from "@bnlstm/data";
import type { Sequence } from "@bnlstm/data/sequences";
import type { OwnSequences } from "./_own_sequences.ts";

/** Number of digits in each part: enough to learn from in a minute. */
const SIZES = { train: 6000, valid: 1000, test: 2000 };
/** Height and width of an image. */
const SIDE = 28;

/** Handwritten digits read row by row: 28 steps of 28 pixels. What the task reads if no file is named. */
export async function loadDigitRows(): Promise<Omit<OwnSequences, "profile">> {
  const { train, valid, test } = await loadMnist();
  return {
    train: sequences(train, SIZES.train),
    valid: sequences(valid, SIZES.valid),
    test: sequences(test, SIZES.test),
    roles: {
      layout: "lists",
      label: "digit",
      features: Array.from({ length: SIDE }, (_, at) => {
        const name = `pixel ${at + 1}`;
        return { name, kind: "number", columns: [name] };
      }),
    },
    notes: ["no --train-file is named: handwritten digits are read row by row"],
  };
}

function sequences({ pixels, labels }: LabeledImages, size: number): Sequence[] {
  return Array.from({ length: size }, (_, image) => {
    const at = image * SIDE * SIDE;
    return {
      id: String(image + 1),
      line: image + 1,
      label: String(labels[image]),
      length: SIDE,
      values: Array.from(
        { length: SIDE },
        (_, column) => Array.from({ length: SIDE }, (_, row) => pixels[at + row * SIDE + column]),
      ),
    };
  });
}
