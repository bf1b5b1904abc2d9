import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Settings } from "../../client/experiment.ts";
import type { DemoProps } from "../../client/mount_demo.tsx";
import { useLink } from "../../client/use_link.ts";
import { WorkerClient } from "../../client/worker_calls.ts";
import { Choice } from "../../components/choice.tsx";
import { MinShareSlider } from "./min_share_slider.tsx";
import { BatchInSteps } from "./batch_in_steps.tsx";
import type { LengthAnswers } from "./worker.ts";

/** Lengths of the rows of a batch, by what they are. */
export interface RecordedLengths {
  surnames: number[];
  paragraphs: number[];
}

const KINDS = { surnames: "surnames", paragraphs: "paragraphs" } as const;

/** A batch as a picture: which rows are still there at each step, and whose statistics each step takes. */
export function DifferentLengths({ recorded }: DemoProps<RecordedLengths>): VNode {
  const link = useLink();
  const { minShare, kind, wrong = link.error } = readSettings(link.settings);
  const worker = useRef<WorkerClient<LengthAnswers> | undefined>(undefined);
  useEffect(() => () => worker.current?.end(), []);
  return (
    <div class="demo">
      {wrong !== undefined && (
        <p class="failure" role="alert">{wrong}. The demo’s own settings are used.</p>
      )}
      <div class="settings">
        <MinShareSlider value={minShare} onInput={(share) => link.set({ share })} />
        <Choice
          label="A batch of 64"
          name="batch"
          value={kind}
          options={Object.entries(KINDS).map(([value, label]) => ({ value, label }))}
          onChange={(batch) => link.set({ batch })}
        />
      </div>
      <BatchInSteps
        lengths={recorded[kind]}
        minShare={minShare}
        load={async (share) => {
          worker.current ??= new WorkerClient<LengthAnswers>("demos/lengths/worker.js");
          return await worker.current.ask("inputGradients", recorded[kind], share);
        }}
      />
    </div>
  );
}

function readSettings(
  { share = 0.25, batch = "surnames", ...rest }: Settings,
): { minShare: number; kind: keyof RecordedLengths; wrong?: string } {
  const fail = (what: string) => ({ ...readSettings({}), wrong: `Cannot use ${what}` });
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) return fail(`${unknown}: there is no such setting`);
  if (typeof share !== "number" || !(share >= 0 && share <= 1)) {
    return fail(`share = ${share}: it must be from 0 to 1`);
  }
  if (!Object.hasOwn(KINDS, batch)) {
    return fail(`batch = ${batch}: it must be one of ${Object.keys(KINDS).join(", ")}`);
  }
  return { minShare: share, kind: batch as keyof RecordedLengths };
}
