/** Sizes for both time-step kernels, one block for each chunk of steps; see `recurrenceSizes`. */
export const RECURRENCE_STRUCT = `
struct Sizes {
  batchSize: u32,
  hiddenSize: u32,
  timeSteps: u32,
  hiddenPriorRows: u32,
  cellPriorRows: u32,
  priorStep: i32,
  training: u32,
  normalizeHidden: u32,
  normalizeCell: u32,
  keepTerms: u32,
  hasSequences: u32,
  epsilon: f32,
  // Index, in the whole matrix, of the first element that is bound.
  gatesOrigin: u32,
  termsOrigin: u32,
  statesOrigin: u32,
  gradientsOrigin: u32,
  sequencesOrigin: u32,
}
`;
