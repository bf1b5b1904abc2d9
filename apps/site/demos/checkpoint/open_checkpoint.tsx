import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { DemoProps } from "../../client/mount_demo.tsx";
import { assetsUrl, WorkerClient } from "../../client/worker_calls.ts";
import { plain } from "../../components/line_chart.tsx";
import { OverTime } from "../../components/over_time.tsx";
import type { CheckpointReport } from "./report_checkpoint.ts";
import { TryModel } from "./try_model.tsx";
import type { CheckpointAnswers } from "./worker.ts";

/** The largest file that is read: more than any of the recipes writes, and less than a phone's memory. */
const LARGEST = 2 ** 28;

/** What is in a checkpoint of the command or of this site: settings, parameters, and statistics over time. */
export function OpenCheckpoint({ recorded }: DemoProps<CheckpointReport>): VNode {
  const [report, setReport] = useState(recorded);
  const [name, setName] = useState<string>();
  const [opened, setOpened] = useState(0);
  const [failure, setFailure] = useState<string>();
  const [over, setOver] = useState(false);
  const worker = useRef<WorkerClient<CheckpointAnswers> | undefined>(undefined);
  useEffect(() => () => worker.current?.end(), []);

  const open = async (file: File | undefined) => {
    if (!file) return;
    setFailure(undefined);
    try {
      if (file.size > LARGEST) {
        throw new Error(
          `Cannot read ${file.name}: it has ${Math.round(file.size / 2 ** 20)} MiB, and ${
            LARGEST / 2 ** 20
          } are the most`,
        );
      }
      worker.current ??= new WorkerClient<CheckpointAnswers>("demos/checkpoint/worker.js");
      setReport(await worker.current.ask("read", new Uint8Array(await file.arrayBuffer())));
      setName(file.name);
      setOpened((count) => count + 1);
    } catch (error) {
      setFailure((error as Error).message);
    }
  };
  return (
    <div class="demo">
      <label
        class={`drop${over ? " over" : ""}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          open(event.dataTransfer?.files[0]);
        }}
      >
        <strong>Drop a checkpoint here, or choose one</strong>
        <span>
          A <code>.safetensors</code>{" "}
          file from a run folder or from this site. It is read on this machine and not sent
          anywhere.
        </span>
        <input
          type="file"
          accept=".safetensors"
          onChange={({ currentTarget }) => open(currentTarget.files?.[0])}
        />
      </label>
      {failure !== undefined && <p class="failure" role="alert">{failure}</p>}
      <h2>{name ?? "An example: a BN-LSTM after 200 updates on digits"}</h2>
      <dl class="facts">
        {report.summary.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {name !== undefined && worker.current && (
        <TryModel
          key={opened}
          report={report}
          use={(name, ...given) =>
            worker.current!.ask("use", assetsUrl().href, name, given as never) as Promise<never>}
        />
      )}
      {report.statistics.length > 0
        ? <OverTime sites={report.statistics} />
        : <p class="machine">A plain LSTM has no statistics.</p>}
      <details>
        <summary>Parameters</summary>
        <div class="table" tabIndex={0} role="group" aria-label="Parameters">
          <table>
            <thead>
              <tr>
                {["name", "shape", "mean", "standard deviation", "least", "most"].map((title) => (
                  <th scope="col" key={title}>{title}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {report.parameters.map(({ name, shape, ...numbers }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{shape}</td>
                  {Object.values(numbers).map((value, i) => <td key={i}>{plain(value)}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
      <details>
        <summary>Settings</summary>
        <div class="table" tabIndex={0} role="group" aria-label="Settings">
          <table>
            <tbody>
              {report.settings.map(([name, value]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}
