import { decodeCheckpoint } from "@bnlstm/train";
import { answerPage } from "../../client/worker_calls.ts";
import { parameterDigest } from "../../client/parameter_digest.ts";
import { type CheckpointReport, reportCheckpoint } from "./report_checkpoint.ts";

const answers = {
  /** Reads a file, after checking all of it. */
  async read(bytes: Uint8Array): Promise<CheckpointReport> {
    const checkpoint = await decodeCheckpoint(bytes);
    const report = reportCheckpoint(checkpoint);
    report.summary.push(["Digest", await parameterDigest(checkpoint.parameters)]);
    return report;
  },
};

/** What the worker that reads checkpoints answers. */
export type CheckpointAnswers = typeof answers;

answerPage(answers);
