import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { commandLine, writeLink } from "../../client/experiment.ts";
import type { DemoProps } from "../../client/mount_demo.tsx";
import { saveFile } from "../../client/save_file.ts";
import { pageAddress, useExperiment, usePlayed } from "../../client/use_experiment.ts";
import { useTraining } from "../../client/use_training.ts";
import { assetsUrl } from "../../client/worker_calls.ts";
import { Choice } from "../../components/choice.tsx";
import { LineChart } from "../../components/line_chart.tsx";
import { MachineChoice } from "../../components/machine_choice.tsx";
import { RunControls } from "../../components/run_controls.tsx";
import { SharePanel } from "../../components/share_panel.tsx";
import type { RecordedRun } from "../recorded_run.ts";
import type { CharacterAnswers } from "./worker.ts";
import { WriteAndRead } from "./write_and_read.tsx";

const SCRIPT = "demos/characters/worker.js";
/** Updates between two samples. */
const SAMPLE_EVERY = 50;
/** Fewest characters that training, validation and test can be cut from. */
const SHORTEST = 2_500;

/** A character model that learns a text, writes, and says what surprises it. */
export function Characters({ experiment, recorded }: DemoProps<RecordedRun>): VNode {
  const linked = useExperiment(experiment);
  const { link, given, settings, wrong } = linked;
  const { threads = 1 } = link.options;
  const training = useTraining<CharacterAnswers>(SCRIPT, experiment, given, threads);
  const { state } = training;
  const [pasted, setPasted] = useState<string>();
  const steps = Number(settings["training.steps"]);
  const play = (until?: number) => training.play(until).catch(() => {});
  usePlayed(linked, play);

  const ask = async () => await training.worker();

  const paste = async (text: string) => {
    setPasted(text);
    if (text.length < SHORTEST) return;
    await (await training.worker()).ask("paste", text);
    await training.reset();
  };
  const saveText = async () => {
    const text = await (await training.worker()).ask("text", assetsUrl().href);
    saveFile("text.txt", new TextEncoder().encode(text));
  };
  const started = state.step > 0 || state.opening;
  const losses = started ? state.losses : recorded.losses;
  const points = losses.map(([step, loss]) => [step, loss / Math.LN2] as const);
  const validation = (started ? state.evaluations : recorded.evaluations)
    .map(([step, , loss]) => [step, loss / Math.LN2] as const);
  const last = Math.max(points.at(-1)?.[0] ?? 0, 1);
  const end = [250, 500, 1000, 2000, 5000].find((end) => end >= last) ?? last;
  return (
    <div class="demo">
      {wrong !== undefined && (
        <p class="failure" role="alert">{wrong}. The demo’s own settings are used.</p>
      )}
      <RunControls
        states={[state]}
        steps={steps}
        onPlay={() => play()}
        onPause={() => training.pause()}
        onStep={() => play(state.step + 1)}
        onReset={() => training.reset()}
      />
      <WriteAndRead
        moment={state.step === 0
          ? undefined
          : Math.floor(state.step / SAMPLE_EVERY) + (state.playing ? 0 : 0.5)}
        sample={async (options) => await (await ask()).ask("sample", options)}
        surprise={async (text) => await (await ask()).ask("surprise", text)}
      />
      <div class="settings">
        <Choice
          label="Network"
          name="network"
          value={String(settings["model.normalization"])}
          options={[{ value: "batch", label: "BN-LSTM" }, { value: "none", label: "plain LSTM" }]}
          onChange={(value) => link.set({ "model.normalization": value })}
        />
        <MachineChoice
          backend={String(settings.backend)}
          threads={threads}
          onBackend={(backend) => link.set({ backend })}
          onThreads={(threads) => link.set({}, threads)}
        />
      </div>
      <LineChart
        label="Bits per character against updates"
        x={{ title: "updates", domain: [0, end] }}
        y={{ title: "bits per character", domain: [0, 6.5] }}
        height={240}
        series={[
          { name: "training", className: "series-other", points },
          { name: "validation", className: "series-bn", points: validation },
        ]}
      />
      <label class="paste" data-control="paste">
        <span>
          Your own text, at least {SHORTEST.toLocaleString("en")}{" "}
          characters; it stays on this machine
        </span>
        <textarea
          rows={4}
          value={pasted}
          placeholder="Alice’s Adventures in Wonderland is used until you paste something"
          onInput={({ currentTarget }) => paste(currentTarget.value)}
        />
      </label>
      {pasted !== undefined && pasted !== "" && pasted.length < SHORTEST && (
        <p class="machine">
          {(SHORTEST - pasted.length).toLocaleString("en")} more characters needed.
        </p>
      )}
      <SharePanel
        link={`${pageAddress()}${
          writeLink(given, {
            ...threads > 1 && { threads },
            ...state.step > 0 && { step: state.step },
          })
        }`}
        command={commandLine(experiment, settings, state.step || steps, threads)}
        machine={state.opened?.machine.sentence}
        digests={state.digest ? [["learned", state.digest]] : []}
        checkpoints={[
          ["the text for the command line", saveText],
          ...state.step > 0
            ? [
              ["what was learned", async () =>
                saveFile(
                  `characters_${state.step}.safetensors`,
                  await (await training.worker()).ask("checkpoint"),
                )] as const,
            ]
            : [],
        ]}
      />
    </div>
  );
}
