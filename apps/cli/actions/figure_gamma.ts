import { loadTaskData, TrainingRun } from "@bnlstm/train";
import "@bnlstm/core/gradients";
import { useBackend } from "../backend/use_backend.ts";
import { blameInput } from "../input_error.ts";
import { configWith } from "../config/resolve_config.ts";
import type { CurvePoint } from "../report/curves_svg.ts";
import { writeFigure } from "../report/write_figure.ts";
import { ProgressBar } from "../terminal/progress_bar.ts";
import { checkOutput } from "../run/write_output.ts";

/** Options of `figure gamma`. */
export interface GammaOptions {
  /** Path of the SVG file. */
  output: string;
  /** Values of γ. */
  gammas: readonly number[];
  /** Updates of each. */
  steps: number;
  /** Seed of everything random. */
  seed: number;
}

/** Log lines of a run: enough for a curve. */
const POINTS = 50;

/** Trains with several initial γ and draws the training loss (the paper, figure 6). */
export async function drawGamma(
  task: string,
  { output, gammas, steps, seed }: GammaOptions,
): Promise<void> {
  await checkOutput(output);
  const points: CurvePoint[] = [];
  const bar = new ProgressBar();
  for (const gamma of gammas) {
    const logEvery = Math.max(1, Math.round(steps / POINTS));
    const wanted = configWith({
      task,
      gamma,
      steps,
      seed,
      logEvery,
      evaluateEvery: steps + 1,
    });
    const { name } = await useBackend(wanted.backend);
    const config = { ...wanted, backend: name };
    const data = await blameInput(() => loadTaskData(config));
    const run = TrainingRun.create(config, data);
    for await (const event of run.train()) {
      bar.update({ label: `γ = ${gamma}`, step: event.step, steps });
      if (event.type === "log") {
        points.push({ curve: `γ = ${gamma}`, x: event.step, y: event.recent.loss });
      }
      // The last evaluation is of no use here.
      if (event.step === steps) break;
    }
    run.dispose();
  }
  bar.end();
  const frame = { xLabel: "training step", yLabel: `${task}: training loss, nats`, width: 480 };
  await writeFigure(output, [{ points, ...frame }]);
}
