import { useEffect } from "preact/hooks";
import { allSettings, type Experiment, type Settings } from "./experiment.ts";
import { type Link, useLink } from "./use_link.ts";

/** An experiment of the address, with everything it does not say filled in. */
export interface LinkedExperiment {
  link: Link;
  /** What the address says, if it can be used. */
  given: Settings;
  /** Every setting. */
  settings: Settings;
  /** What is wrong with the address. */
  wrong?: string;
}

/** The settings of the address over those of the demo. */
export function useExperiment(experiment: Experiment): LinkedExperiment {
  const link = useLink();
  if (link.error === undefined) {
    try {
      return { link, given: link.settings, settings: allSettings(experiment, link.settings) };
    } catch (error) {
      const wrong = (error as Error).message;
      return { link, given: {}, settings: allSettings(experiment, {}), wrong };
    }
  }
  return { link, given: {}, settings: allSettings(experiment, {}), wrong: link.error };
}

/** Makes at once the updates that the address asks for. */
export function usePlayed(
  { link, given }: LinkedExperiment,
  play: (step: number) => unknown,
): void {
  const { step } = link.options;
  useEffect(() => {
    if (step) play(step);
  }, [step, JSON.stringify(given)]);
}

/** The address of this page without what comes after it; empty while the site is built. */
export function pageAddress(): string {
  return typeof location === "undefined" ? "" : location.origin + location.pathname;
}
