// @ts-types="@types/d3-array"
import { max, median, min } from "d3-array";
import type { VNode } from "preact";
import { writeLink } from "../../client/experiment.ts";
import type { DemoProps } from "../../client/mount_demo.tsx";
import { pageAddress } from "../../client/use_experiment.ts";
import { type Link, useLink } from "../../client/use_link.ts";
import { CopyButton } from "../../components/copy_button.tsx";
import { type Implementation, IMPLEMENTATIONS } from "./implementations.ts";
import {
  readResult,
  rounded,
  type SharedResult,
  type Sizes,
  sizesText,
  thisMachine,
  writeResult,
} from "./shared_result.ts";
import { type Measured, ROUNDS, useBenchmark } from "./use_benchmark.ts";

/** Times a training step on this machine in every way there is, beside what a link says of another. */
export function Benchmark(_: DemoProps): VNode {
  const { elsewhere, wrong } = readLink(useLink());
  const { sizes } = elsewhere;
  const { measured, progress, run } = useBenchmark(sizes);
  const busy = progress !== "";
  const finished = measured !== undefined && !busy;
  const link = finished
    ? pageAddress() + writeLink(
      writeResult({
        sizes,
        medians: Object.fromEntries(
          measured.filter(({ rounds }) => rounds.length > 0)
            .map(({ id, rounds }) => [id, median(rounds)!]),
        ),
        on: thisMachine(navigator),
      }),
      {},
    )
    : "";
  const shared = Object.keys(elsewhere.medians).length > 0;
  return (
    <div class="demo">
      {wrong !== undefined && <p class="failure" role="alert">{wrong}. The link is not used.</p>}
      <div class="buttons">
        <button type="button" class="primary" disabled={busy} onClick={run}>
          {busy ? "Measuring…" : "Measure this machine"}
        </button>
        <CopyButton
          text={finished ? markdown(measured, sizes, link) : ""}
          label="Copy as Markdown"
          disabled={!finished}
        />
        <CopyButton text={link} label="Copy a link to this result" disabled={!finished} />
      </div>
      <p class="run-text" role="status">
        {progress ||
          (measured
            ? `Medians of ${ROUNDS} rounds, taken in turns, or of fewer where they take long. All results were compared before any was timed.`
            : "It takes half a minute, or two on a phone.")}
      </p>
      {shared && (
        <p class="finding">
          Beside what you measure stands what was <strong>measured elsewhere</strong>
          {elsewhere.on !== undefined && `: ${elsewhere.on}`}.
        </p>
      )}
      {(measured || shared) && <Results measured={measured ?? []} elsewhere={elsewhere} />}
      <p class="machine">
        Forward and backward pass with all gradients, without the optimizer: {sizesText(sizes)}.
      </p>
    </div>
  );
}

function readLink({ settings, error }: Link): { elsewhere: SharedResult; wrong?: string } {
  try {
    return { elsewhere: readResult(settings), wrong: error };
  } catch (error) {
    return { elsewhere: readResult({}), wrong: (error as Error).message };
  }
}

interface ResultsProps {
  measured: readonly Measured[];
  elsewhere: SharedResult;
}

function Results({ measured, elsewhere: { medians } }: ResultsProps) {
  const shared = Object.keys(medians).length > 0;
  const slowest = Math.max(
    ...Object.values(medians),
    ...measured.map(({ rounds }) => median(rounds) ?? 0),
  );
  return (
    <table class="bars">
      <thead>
        <tr>
          <th scope="col">implementation</th>
          <th scope="col">one training step here</th>
          {shared && <th scope="col">elsewhere</th>}
          <th scope="col" class="spread">fastest … slowest</th>
        </tr>
      </thead>
      <tbody>
        {IMPLEMENTATIONS.map((implementation) => {
          const { id } = implementation;
          const own = measured.find((one) => one.id === id);
          const rounds = own?.rounds ?? [];
          return (
            <tr key={id}>
              <th scope="row">{nameOf(implementation, own)}</th>
              <td>
                {rounds.length > 0
                  ? <Bar value={median(rounds)!} slowest={slowest} />
                  : own?.reason ?? (own ? "…" : "")}
              </td>
              {shared && (
                <td class="elsewhere">
                  {id in medians && <Bar value={medians[id]} slowest={slowest} />}
                </td>
              )}
              <td class="spread">{rounds.length > 0 && spread(rounds)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Bar({ value, slowest }: { value: number; slowest: number }) {
  return (
    <>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect width={100 * value / slowest} height={10} />
      </svg>
      {milliseconds(value)}
    </>
  );
}

function nameOf({ name }: Implementation, measured: Measured | undefined): string {
  return measured?.detail === undefined ? name : `${name} (${measured.detail})`;
}

function spread(rounds: readonly number[]): string {
  return `${milliseconds(min(rounds)!)} … ${milliseconds(max(rounds)!)}`;
}

function milliseconds(value: number): string {
  return `${rounded(value)} ms`;
}

function markdown(measured: readonly Measured[], sizes: Sizes, link: string): string {
  return [
    `One training step of a BN-LSTM, unless another model is named: ${sizesText(sizes)}.`,
    "",
    "| implementation | median | fastest … slowest |",
    "| --- | ---: | ---: |",
    ...IMPLEMENTATIONS.map((implementation) => {
      const own = measured.find(({ id }) => id === implementation.id);
      const rounds = own?.rounds ?? [];
      const [middle, ends] = rounds.length > 0
        ? [milliseconds(median(rounds)!), spread(rounds)]
        : ["–", own?.reason ?? ""];
      return `| ${nameOf(implementation, own)} | ${middle} | ${ends} |`;
    }),
    "",
    `[Measured](${link}) on ${thisMachine(navigator)}.`,
    "",
  ].join("\n");
}
