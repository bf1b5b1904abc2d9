import type { SiteName } from "@bnlstm/core";
import { type Moments, referenceBackward, referenceForward } from "@bnlstm/core/reference";
import fc from "fast-check";
import assert from "node:assert/strict";
import { assertClose } from "./assert_close.ts";
import { upstreamOf } from "./conformance_run.ts";
import { arbitraryReferenceCase, type ReferenceCase, referenceInput } from "./reference_case.ts";
import { allRows, ownCase, type RankOfBatch } from "./spread_rows.ts";

/** What another order of sums does in float64, at most: less than 1e-13 was seen. */
const TOLERANCE = { absolute: 0, relative: 1e-12 };

/**
 * Asserts that the reference says the same of a batch that is spread over processes as of one that is not: outputs,
 * statistics and every gradient, in float64, over drawn cases. All processes call it.
 */
export function compareReferenceOverRanks(ranks: RankOfBatch): void {
  const sizes = { timeSteps: 6, batchSize: 9, inputSize: 3, hiddenSize: 4 };
  fc.assert(
    fc.property(
      arbitraryReferenceCase(sizes).filter(({ batchSize }) => batchSize >= ranks.size),
      (drawn) => compare(drawn, ranks),
    ),
    { numRuns: 60, seed: 2016 },
  );
}

function compare(drawn: ReferenceCase, ranks: RankOfBatch): void {
  const input = referenceInput(drawn);
  const upstream = upstreamOf(input);
  const whole = referenceForward(input);
  const expected = referenceBackward(input, whole.residuals, upstream);

  const own = ownCase(input, upstream, ranks, { padded: true });
  const part = { ...own.input, ranks };
  const { output, residuals } = referenceForward(part);
  const gradients = referenceBackward(part, residuals, own.upstream);

  const { timeSteps: T, inputSize: I, hiddenSize: H } = input.shape;
  const rows = (values: Float64Array, inner: number, steps = 1) =>
    allRows(values, part.shape.batchSize, inner, steps, ranks);
  assertClose(rows(output.hs, H, T), whole.output.hs, TOLERANCE, "hs");
  assertClose(rows(output.h, H), whole.output.h, TOLERANCE, "h");
  assertClose(rows(output.c, H), whole.output.c, TOLERANCE, "c");
  const flat = (rows: Moments[], moment: keyof Moments) => rows.flatMap((row) => [...row[moment]]);
  const { batchStatistics } = whole.output;
  assert.deepEqual(Object.keys(output.batchStatistics), Object.keys(batchStatistics));
  for (const [name, moments] of Object.entries(batchStatistics)) {
    const site = name as SiteName;
    for (const moment of ["mean", "variance"] as const) {
      const actual = flat(output.batchStatistics[site]!, moment);
      assertClose(actual, flat(moments, moment), TOLERANCE, `${moment} of the ${site} site`);
    }
  }
  const { x, h0, c0, ...parameters } = gradients;
  assertClose(rows(x, I, T), expected.x, TOLERANCE, "gradient of x");
  assertClose(rows(h0, H), expected.h0, TOLERANCE, "gradient of h0");
  assertClose(rows(c0, H), expected.c0, TOLERANCE, "gradient of c0");
  for (const [name, values] of Object.entries(parameters)) {
    const sums = values.slice();
    ranks.sum(sums);
    const wanted = expected[name as keyof typeof expected];
    assertClose(sums, wanted, TOLERANCE, `gradient of ${name}`);
  }
}
