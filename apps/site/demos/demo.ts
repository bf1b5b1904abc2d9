import type { TaskName } from "@bnlstm/train/config";
import type { ComponentChildren, ComponentType } from "preact";
import type { Settings } from "../client/experiment.ts";
import type { DemoProps } from "../client/mount_demo.tsx";

/** A page with something to try. */
export interface Demo<Recorded = unknown> {
  /** The folder of its code below `demos/`. */
  name: string;
  /** Its folder below the site's root, with a slash at its end. */
  path: string;
  /** Its name in the navigation. */
  title: string;
  /** What it shows, in one sentence. */
  summary: string;
  /** What there is to do and to see; stands above the demo. */
  lede: ComponentChildren;
  /** What it means; stands below the demo. */
  text: ComponentChildren;
  /** The tasks that it trains; none where it does not. */
  tasks: readonly TaskName[];
  /** Its settings where they are not those of the command, by `table.key`. */
  overrides: Settings;
  /** The demo. */
  Component: ComponentType<DemoProps<Recorded>>;
  /** What is shown before anything is computed. */
  recorded: Recorded;
}
