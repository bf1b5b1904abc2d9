import type { ReferenceInput } from "./reference_types.ts";
import type { SiteName } from "./sites.ts";
import {
  anObject,
  aNumber,
  both,
  float64,
  having,
  integer,
  listOf,
  MOST_ELEMENTS,
  must,
  numbers,
  oneOf,
  optional,
  type Rule,
  theRanks,
  theSites,
} from "./_rules.ts";

const SIZE = integer(1, MOST_ELEMENTS);
const SHAPE = having({ timeSteps: SIZE, batchSize: SIZE, inputSize: SIZE, hiddenSize: SIZE });
const TABLE = optional(
  having({ rows: SIZE, features: SIZE, mean: numbers, variance: numbers }),
);
const INPUT = having({
  shape: SHAPE,
  parameters: anObject,
  sites: theSites,
  epsilon: aNumber,
  statistics: optional(having({ input: TABLE, hidden: TABLE, cell: TABLE })),
  reverse: oneOf(true, false),
  ranks: optional(theRanks),
});
const STEP = having({ rows: listOf(aNumber), normalized: float64(), rstd: float64() });

/** Refuses an input whose arrays are missing, or of other sizes than its shape says. */
export function checkReferenceInput(attempt: string, input: ReferenceInput): void {
  INPUT(attempt, "input", input);
  const { timeSteps: T, batchSize: B, inputSize: I, hiddenSize: H } = input.shape;
  // Gains of a site that is not normalized are not read.
  const gain = (site: SiteName, length: number) =>
    float64(input.sites[site] === "none" ? undefined : length);
  having({
    x: float64(T * B * I),
    h0: float64(B * H),
    c0: float64(B * H),
    parameters: having({
      ...{ wx: float64(I * 4 * H), wh: float64(H * 4 * H), bias: float64(4 * H) },
      ...{ gammaX: gain("input", 4 * H), gammaH: gain("hidden", 4 * H) },
      ...{ gammaC: gain("cell", H), betaC: gain("cell", H) },
    }),
  })(attempt, "input", input);
}

/** Refuses what a forward pass over such an input cannot have kept. */
export function checkReferenceResiduals(
  attempt: string,
  { shape: { timeSteps: T, batchSize: B, hiddenSize: H }, sites }: ReferenceInput,
  residuals: { schedule: { steps: number } },
): void {
  having({
    schedule: having({ steps: integer(0, T), gradientWeight: float64(T), batchPairs: aNumber }),
    source: must("an Int32Array", (value) => value instanceof Int32Array),
  })(attempt, "residuals", residuals);
  const { steps } = residuals.schedule;
  const list = (rule: Rule, length: number) =>
    both(listOf(rule), must(`of ${length} elements`, (value) => value.length === length));
  const inputs = sites.input === "none" ? 0 : sites.input === "sequence" ? 1 : steps;
  having({
    rows: list(listOf(integer(0, B - 1)), T),
    input: list(STEP, inputs),
    hidden: list(STEP, sites.hidden === "none" ? 0 : steps),
    cell: list(STEP, sites.cell === "none" ? 0 : steps),
    gates: list(float64(B * 4 * H), steps),
    tanhC: list(float64(B * H), steps),
    c: list(float64(B * H), steps + 1),
    h: list(float64(B * H), steps + 1),
  })(attempt, "residuals", residuals);
}

/** Refuses gradients of other sizes than the outputs of such an input. */
export function checkReferenceUpstream(
  attempt: string,
  { shape: { timeSteps: T, batchSize: B, hiddenSize: H } }: ReferenceInput,
  upstream: unknown,
): void {
  having({ hs: float64(T * B * H), h: float64(B * H), c: float64(B * H) })(
    attempt,
    "upstream",
    upstream,
  );
}
