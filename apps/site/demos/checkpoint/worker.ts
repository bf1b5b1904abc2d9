import { decodeCheckpoint } from "@bnlstm/train";
import { parameterDigest } from "../../client/parameter_digest.ts";
import { answerPage } from "../../client/worker_calls.ts";
import { type CheckpointReport, reportCheckpoint } from "./report_checkpoint.ts";
import type { useModel } from "./use_model.ts";

type Uses = Awaited<ReturnType<typeof useModel>>;

let opened: Uint8Array | undefined;
let inUse: Promise<Uses> | undefined;

const answers = {
  /** Reads a file, after checking all of it. */
  async read(bytes: Uint8Array): Promise<CheckpointReport> {
    const checkpoint = await decodeCheckpoint(bytes);
    const report = reportCheckpoint(checkpoint);
    report.summary.push(["Digest", await parameterDigest(checkpoint.parameters)]);
    opened = bytes;
    inUse = undefined;
    return report;
  },
  /** Does something with the model of the file that was read. The engine is loaded when it is first needed. */
  async use<Name extends keyof Uses>(
    assets: string,
    name: Name,
    given: Parameters<Uses[Name]>,
  ): Promise<Awaited<ReturnType<Uses[Name]>>> {
    inUse ??= import("./use_model.ts").then(({ useModel }) => useModel(opened!, assets));
    const act = (await inUse)[name] as (...given: unknown[]) => unknown;
    return await act(...given) as Awaited<ReturnType<Uses[Name]>>;
  },
};

/** What the worker that reads checkpoints answers. */
export type CheckpointAnswers = typeof answers;
/** What can be done with a model, by name. */
export type { Uses };

answerPage(answers);
