import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { WriteAndRead } from "../characters/write_and_read.tsx";
import { ReadDigit } from "../digits/read_digit.tsx";
import { FrozenChart } from "../statistics/frozen_chart.tsx";
import { ClassifyText } from "./classify_text.tsx";
import type { CheckpointReport } from "./report_checkpoint.ts";
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
        </>
      );
    case "sequential-mnist":
    case "permuted-mnist":
      return (
        <ReadDigit
          readers={[{ name: "it", className: "series-bn", read: (sums) => use("readDigit", sums) }]}
          testDigit={(index) => use("testDigit", index)}
          ready
        />
      );
    case "language-id":
    case "surname-language":
    case "text-classification":
      return <ClassifyText classify={(text) => use("classify", text)} />;
    default:
      return (
        <p class="machine">
          This page cannot run the task {report.task}; <code>deno task bnlstm predict</code> can.
        </p>
      );
  }
}
