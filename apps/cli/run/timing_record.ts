/** A line of `timing.jsonl`: how long it took to get to a step. It differs whenever a run is repeated. */
export interface TimingRecord {
  /** Updates so far. */
  step: number;
  /** Seconds since the start, evaluations and checkpoints included, pauses between processes not. */
  seconds: number;
  /** Sequences trained on per second, over the last steps. */
  sequencesPerSecond: number;
}
