import { runConfigSchema } from "@bnlstm/train";
import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { missingRecord, repeatedRecord } from "./missing_records.ts";

const config = runConfigSchema.parse({ training: { logEvery: 10, evaluateEvery: 20 } });

/** The records of a run of 47 steps. */
const RECORDS = [10, 20, 30, 40].flatMap((step) => [
  { type: "step", step },
  ...step % 20 === 0 ? [{ type: "validation", step }] : [],
]);

describe("missingRecord()", () => {
  const span = { from: 0, step: 47, evaluatedAt: 40 };

  it("finds nothing where every logged step and evaluation is there", () => {
    assert.equal(missingRecord(RECORDS, config, span), undefined);
    // The last evaluation was interrupted, and will be made again.
    const interrupted = RECORDS.slice(0, -1);
    assert.equal(missingRecord(interrupted, config, { ...span, evaluatedAt: 20 }), undefined);
  });

  it("names the first that is not", () => {
    const without = (i: number) => missingRecord(RECORDS.toSpliced(i, 1), config, span);
    assert.equal(without(0), "it lacks the record of step 10");
    assert.equal(without(2), "it lacks the evaluation at step 20");
    assert.equal(
      missingRecord(RECORDS.slice(0, 3), config, span),
      "it lacks the record of step 30",
    );
  });

  it("asks for none of before the log begins", () => {
    assert.equal(missingRecord(RECORDS.slice(4), config, { ...span, from: 35 }), undefined);
    assert.equal(missingRecord([], config, { ...span, from: 47 }), undefined);
  });
});

describe("repeatedRecord()", () => {
  it("names the first record that comes again", () => {
    assert.equal(repeatedRecord(RECORDS), undefined);
    assert.equal(repeatedRecord(RECORDS.concat(RECORDS)), "it has the record of step 10 twice");
    const evaluation = RECORDS.toSpliced(3, 0, RECORDS[2]);
    assert.equal(repeatedRecord(evaluation), "it has the evaluation at step 20 twice");
  });
});
