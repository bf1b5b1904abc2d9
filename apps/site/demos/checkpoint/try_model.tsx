import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { WriteAndRead } from "../characters/write_and_read.tsx";
import { ReadDigit } from "../digits/read_digit.tsx";
import { FrozenChart } from "../statistics/frozen_chart.tsx";
import { ClassifyText } from "./classify_text.tsx";
import type { CheckpointReport } from "./report_checkpoint.ts";
import { TextsOfDifferentLength } from "./texts_of_different_length.tsx";
import type { Uses } from "./worker.ts";

/** Properties of {@linkcode TryModel}. */
export interface TryModelProps {
  report: CheckpointReport;
  /** Does something with the model. */
  use<Name extends keyof Uses>(
    name: Name,
    ...given: Parameters<Uses[Name]>
  ): Promise<Awaited<ReturnType<Uses[Name]>>>;
}

/** Why the page on different lengths has nothing to show of a model. */
const ONE_LENGTH = (
  <p class="machine">
    Its training sequences were all of one length, so there is no batch of different lengths to
    show.
  </p>
);

/** The model of a checkpoint at work, as the demo of its task shows it. */
export function TryModel({ report, use }: TryModelProps): VNode {
  const [tMax, setTMax] = useState(1);
  switch (report.task) {
    case "character-lm":
      return (
        <>
          <WriteAndRead
            moment={1}
            sample={(options) => use("sample", options)}
            surprise={(text) => use("surprise", text)}
          />
          {report.statistics.length > 0 && (
            <FrozenChart
              timeSteps={report.timeSteps}
              tMax={tMax}
              onChange={setTMax}
              load={(tMax) => use("frozenLoss", tMax)}
              moment={1}
            />
          )}
          {ONE_LENGTH}
        </>
      );
    case "sequential-mnist":
    case "permuted-mnist":
      return (
        <>
          <ReadDigit
            readers={[
              { name: "it", className: "series-bn", read: (sums) => use("readDigit", sums) },
            ]}
            testDigit={(index) => use("testDigit", index)}
            ready
          />
          {ONE_LENGTH}
        </>
      );
    case "language-id":
    case "surname-language":
    case "text-classification":
      return (
        <>
          <ClassifyText classify={(text) => use("classify", text)} />
          <TextsOfDifferentLength
            minShare={report.minShare}
            load={(texts, minShare) => use("textGradients", texts, minShare)}
          />
        </>
      );
    default:
      return (
        <p class="machine">
          This page runs models of texts and of digits, and not the task {report.task};{" "}
          <code>deno task bnlstm predict</code> can.
        </p>
      );
  }
}
