import type { VNode } from "preact";
import { commandLine, writeLink } from "../../client/experiment.ts";
import type { DemoProps } from "../../client/mount_demo.tsx";
import { saveFile } from "../../client/save_file.ts";
import type { TrainingNews } from "../../client/training_session.ts";
import { pageAddress, useExperiment, usePlayed } from "../../client/use_experiment.ts";
import { type Training, useTraining } from "../../client/use_training.ts";
import { assetsUrl } from "../../client/worker_calls.ts";
import { Choice } from "../../components/choice.tsx";
import { LineChart } from "../../components/line_chart.tsx";
import { MachineChoice } from "../../components/machine_choice.tsx";
import { RunControls } from "../../components/run_controls.tsx";
import { SharePanel } from "../../components/share_panel.tsx";
import { Slider } from "../../components/slider.tsx";
import { PLAIN } from "./plain.ts";
import { ReadDigit } from "./read_digit.tsx";
import type { DigitAnswers } from "./worker.ts";

/** What was recorded: evaluations of both models. */
export interface RecordedDigits {
  bn: TrainingNews["evaluations"];
  plain: TrainingNews["evaluations"];
}

const STARTS: Readonly<Record<string, string>> = {
  "authors": "the authors’",
  "identity": "identity for g",
  "orthogonal": "orthogonal",
  "orthogonal-gates": "four orthogonal",
};
const SCRIPT = "demos/digits/worker.js";
const percent = (value: number) => `${(100 * value).toFixed(1)}\u00a0%`;

/** BN-LSTM and plain LSTM side by side on sequential MNIST: the same data, the same seed, at the same time. */
export function Digits({ experiment, recorded }: DemoProps<RecordedDigits>): VNode {
  const linked = useExperiment(experiment);
  const { link, given: usable, settings, wrong } = linked;
  const { threads = 1 } = link.options;
  const bn = useTraining<DigitAnswers>(SCRIPT, experiment, usable, threads);
  const plain = useTraining<DigitAnswers>(SCRIPT, experiment, { ...usable, ...PLAIN }, threads);
  const both = [bn, plain];
  const steps = Number(settings["training.steps"]);
  const step = Math.min(bn.state.step, plain.state.step);
  const started = both.some(({ state }) => state.step > 0 || state.opening);
  const play = (until?: number) => Promise.all(both.map((run) => run.play(until))).catch(() => {});

  usePlayed(linked, play);

  const lines = started ? { bn: bn.state.evaluations, plain: plain.state.evaluations } : recorded;
  const points = (evaluations: TrainingNews["evaluations"]) => [
    [0, 0.1] as const,
    ...evaluations.map(([step, accuracy]) => [step, accuracy] as const),
  ];
  const last = Math.max(...[...lines.bn, ...lines.plain].map(([step]) => step), 0);
  const end = [250, 500, 1000, 2000, 5000].find((end) => end >= last) ?? last;
  const score = (evaluations: TrainingNews["evaluations"]) =>
    evaluations.length === 0 ? "–" : percent(evaluations.at(-1)![1]);
  const task = String(settings.task);
  const starts = experiment.fields["model.recurrentInitializer"].choices!;
  const read = ({ worker }: Training<DigitAnswers>) => async (sums: number[]) =>
    await (await worker()).ask("read", sums);
  const save = (name: string, { worker }: Training<DigitAnswers>) => async () =>
    saveFile(`digits_${name}_${step}.safetensors`, await (await worker()).ask("checkpoint"));

  return (
    <div class="demo">
      {wrong !== undefined && (
        <p class="failure" role="alert">{wrong}. The demo’s own settings are used.</p>
      )}
      <RunControls
        states={both.map(({ state }) => state)}
        steps={steps}
        onPlay={() => play()}
        onPause={() => both.forEach((run) => run.pause())}
        onStep={() => play(step + 1)}
        onReset={() => both.forEach((run) => run.reset())}
      />
      <div class="scores">
        <dl>
          <div class="series-bn">
            <dt>BN-LSTM</dt>
            <dd>{score(lines.bn)}</dd>
          </div>
          <div class="series-plain">
            <dt>plain LSTM</dt>
            <dd>{score(lines.plain)}</dd>
          </div>
        </dl>
        <p>
          {started
            ? `of ${settings["data.validExamples"]} digits that neither was trained on`
            : "recorded earlier; press Train to see it on your machine"}
        </p>
      </div>
      <LineChart
        label="Accuracy on held-out digits, against updates"
        x={{ title: "updates", domain: [0, end] }}
        y={{ title: "accuracy", domain: [0, 1], format: (value) => `${Math.round(100 * value)} %` }}
        series={[
          { name: "BN-LSTM", className: "series-bn", points: points(lines.bn) },
          { name: "plain LSTM", className: "series-plain", points: points(lines.plain) },
        ]}
      />
      <div class="settings">
        <Choice
          label="Recurrent weights start as"
          name="start"
          value={String(settings["model.recurrentInitializer"])}
          options={starts.map((value) => ({
            value: String(value),
            label: STARTS[value] ?? String(value),
          }))}
          onChange={(value) => link.set({ "model.recurrentInitializer": value })}
        />
        <Choice
          label="Pixels are read"
          name="order"
          value={task}
          options={[
            { value: "sequential-mnist", label: "row by row" },
            { value: "permuted-mnist", label: "in a random order" },
          ]}
          onChange={(task) => link.set({ task })}
        />
        <Slider
          label="γ of BN-LSTM starts at"
          name="gamma"
          min={0.1}
          max={1}
          step={0.1}
          value={Number(settings["model.gamma"])}
          onInput={(gamma) => link.set({ "model.gamma": gamma })}
        />
        <label class="number" data-control="seed">
          <span>Seed</span>
          <input
            type="number"
            min={0}
            max={4294967295}
            value={settings["training.seed"]}
            onChange={({ currentTarget }) =>
              link.set({ "training.seed": currentTarget.valueAsNumber || 0 })}
          />
        </label>
      </div>
      <ReadDigit
        readers={[
          { name: "BN-LSTM", className: "series-bn", read: read(bn) },
          { name: "plain LSTM", className: "series-plain", read: read(plain) },
        ]}
        testDigit={async (index) =>
          await (await bn.worker()).ask("testDigit", index, assetsUrl().href)}
        ready={step > 0}
      />
      <div class="settings">
        <MachineChoice
          backend={String(settings.backend)}
          threads={threads}
          onBackend={(backend) => link.set({ backend })}
          onThreads={(threads) => link.set({}, threads)}
        />
      </div>
      <SharePanel
        link={`${pageAddress()}${
          writeLink(usable, { ...threads > 1 && { threads }, ...step > 0 && { step } })
        }`}
        command={both.map((_, i) =>
          commandLine(
            experiment,
            { ...settings, ...i === 1 && PLAIN },
            step || steps,
            threads,
          )
        ).join("\n\n")}
        machine={bn.state.opened &&
          `${bn.state.opened.machine.sentence} One worker for each model.`}
        digests={[["BN-LSTM", bn.state.digest], ["plain LSTM", plain.state.digest]]
          .filter((pair): pair is [string, string] => pair[1] !== undefined)}
        checkpoints={step > 0
          ? [["the BN-LSTM", save("bn_lstm", bn)], ["the plain LSTM", save("lstm", plain)]]
          : []}
      />
    </div>
  );
}
