/** What a part of the campaign found. */
export interface Findings {
  /** How often something was tried. */
  tried: number;
  /** What should not have happened, each with what is needed to see it again. */
  faults: string[];
}

/** A part of the campaign: it tries to break one promise of docs/reliability.md until time is up. */
export interface CampaignPart {
  /** Its name on the command line. */
  name: string;
  /** What is promised. */
  promise: string;
  /** Why it cannot run here; it can when absent. */
  missing?(): string | undefined;
  /**
   * Tries until `isOver` says so, and at least once.
   *
   * @param random Numbers from 0 up to 1, the same for the same seed.
   */
  run(random: () => number, isOver: () => boolean): Promise<Findings>;
}

/** Repeatable random numbers (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of a list. */
export function pick<T>(random: () => number, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)];
}
