import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { commandLine, writeLink } from "../../client/experiment.ts";
import type { DemoProps } from "../../client/mount_demo.tsx";
import { saveFile } from "../../client/save_file.ts";
import type { SiteOverTime } from "../../client/statistics_over_time.ts";
import { pageAddress, useExperiment, usePlayed } from "../../client/use_experiment.ts";
import { useTraining } from "../../client/use_training.ts";
import { assetsUrl } from "../../client/worker_calls.ts";
import { MachineChoice } from "../../components/machine_choice.tsx";
import { OverTime } from "../../components/over_time.tsx";
import { RunControls } from "../../components/run_controls.tsx";
import { SharePanel } from "../../components/share_panel.tsx";
import { FrozenChart } from "./frozen_chart.tsx";
import type { StatisticsAnswers } from "./worker.ts";

/** What was recorded of a run to its end. */
export interface RecordedStatistics {
  sites: SiteOverTime[];
  /** Losses by T_max; `all` with all statistics. */
  losses: Readonly<Record<string, number[]>>;
}

/** Updates between two looks. */
const LOOK_EVERY = 50;

/** Statistics of a character model over time, and what happens where they end. */
export function StatisticsDemo({ experiment, recorded }: DemoProps<RecordedStatistics>): VNode {
  const linked = useExperiment(experiment);
  const { link, given, settings, wrong } = linked;
  const { threads = 1 } = link.options;
  const training = useTraining<StatisticsAnswers>(
    "demos/statistics/worker.js",
    experiment,
    given,
    threads,
  );
  const { state } = training;
  const [tMax, setTMax] = useState(1);
  const [sites, setSites] = useState(recorded.sites);
  const steps = Number(settings["training.steps"]);
  const play = (until?: number) => training.play(until).catch(() => {});
  usePlayed(linked, play);

  const trained = state.step > 0;
  const moment = trained && Math.floor(state.step / LOOK_EVERY) + (state.playing ? 0 : 0.5);
  useEffect(() => {
    if (!trained) return setSites(recorded.sites);
    training.worker().then((worker) => worker.ask("overTime")).then(setSites, () => {});
  }, [moment]);
  const load = async (tMax: number | undefined) =>
    trained
      ? await (await training.worker()).ask("frozenLoss", tMax, assetsUrl().href)
      : recorded.losses[tMax ?? "all"] ?? [];
  const timeSteps = sites[0]?.mean[0].length ?? 1;
  const command = commandLine(experiment, settings, state.step || steps, threads);
  return (
    <div class="demo">
      {wrong !== undefined && (
        <p class="failure" role="alert">{wrong}. The demo’s own settings are used.</p>
      )}
      <FrozenChart
        timeSteps={timeSteps}
        tMax={Math.min(tMax, timeSteps)}
        onChange={setTMax}
        load={load}
        moment={moment}
      />
      {sites.length > 0
        ? <OverTime sites={sites} at={Math.min(tMax, timeSteps)} />
        : <p class="machine">A plain LSTM has no statistics.</p>}
      <p class="machine">
        {trained
          ? "What you see is what your machine has learned so far."
          : "Recorded after 600 updates; train to see the statistics settle on your machine."}
      </p>
      <RunControls
        states={[state]}
        steps={steps}
        onPlay={() => play()}
        onPause={() => training.pause()}
        onStep={() => play(state.step + 1)}
        onReset={() => training.reset()}
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
          writeLink(given, {
            ...threads > 1 && { threads },
            ...trained && { step: state.step },
          })
        }`}
        command={`${command} \\\n  --run-dir runs/statistics\n` +
          "deno task bnlstm figure statistics runs/statistics --output statistics.svg"}
        machine={state.opened?.machine.sentence}
        digests={state.digest ? [["learned", state.digest]] : []}
        checkpoints={trained
          ? [["what was learned", async () =>
            saveFile(
              `statistics_${state.step}.safetensors`,
              await (await training.worker()).ask("checkpoint"),
            )]]
          : []}
      />
    </div>
  );
}
