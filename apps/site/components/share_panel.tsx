import type { VNode } from "preact";
import { CopyButton } from "./copy_button.tsx";

/** Properties of {@linkcode SharePanel}. */
export interface SharePanelProps {
  /** Address of the experiment. */
  link: string;
  /** The commands that do the same. */
  command: string;
  /** What was computed, in a few letters, by name; absent while it changes. */
  digests?: readonly (readonly [name: string, digest: string])[];
  /** What computes. */
  machine?: string;
  /** Saves what was learned, by name. */
  checkpoints?: readonly (readonly [name: string, save: () => void])[];
}

/** A demo as a link, as a command and as a file. */
export function SharePanel(
  { link, command, digests, machine, checkpoints }: SharePanelProps,
): VNode {
  return (
    <div class="share" data-control="share">
      {machine && <p class="machine">{machine}</p>}
      <div class="buttons">
        <CopyButton text={link} label="Copy the link to this experiment" />
        {checkpoints?.map(([name, save]) => (
          <button type="button" key={name} onClick={save}>Save {name}</button>
        ))}
      </div>
      {digests && digests.length > 0 && (
        <p class="digest">
          {digests.map(([name, digest]) => (
            <span key={name}>
              {name} <code>{digest}</code>
            </span>
          ))}{" "}
          A digest of everything learned. The same link gives the same one, bit for bit: here, on
          another machine of the same kind, and with the command.
        </p>
      )}
      <details>
        <summary>The same on the command line</summary>
        <div class="code">
          <pre tabIndex={0}><code>{command}</code></pre>
          <CopyButton text={command} label="Copy" className="copy" />
        </div>
      </details>
    </div>
  );
}
