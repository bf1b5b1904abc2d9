import { checker, having, oneOf, optional, seed, whole } from "@bnlstm/data/arguments";

const share = optional(having({ rank: whole(0), size: whole(1) }));

/** Check how the data of a task is drawn. */
export const checkStream = checker("draw batches", {
  options: having({ batchSize: whole(1), seed, share }),
});
export const checkResume = checker("restore the run", { state: having({}), share });
export const checkPass = checker("read the data", {
  split: oneOf("train", "valid", "test"),
  batchSize: whole(1),
});
