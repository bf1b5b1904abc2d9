/** The progress of training. */
export interface Progress {
  /** What is being done, if it is not training. */
  label?: string;
  /** Steps done. */
  step: number;
  /** Total number of steps.
   */
  steps: number;
  /** Estimated seconds for the remaining steps; absent until there is an estimate. */
  secondsLeft?: number;
  /** Loss of the last steps, nats. */
  loss?: number;
  /** Headline metric of the last steps, as text. */
  headline?: string;
  /** Sequences trained on per second. */
  sequencesPerSecond?: number;
}

/**
 * Progress in one line: a bar, steps, remaining time, loss, headline metric and speed.
 *
 * @param columns Width of the terminal. The bar gets what the rest leaves; if that is too little, the rest is
 *   cut at its end.
 */
export function progressLine(progress: Progress, columns: number): string {
  const { label, step, steps, secondsLeft, loss, headline, sequencesPerSecond } = progress;
  const fields = [`${String(step).padStart(String(steps).length)}/${steps}`];
  if (label !== undefined) fields.push(label);
  if (secondsLeft !== undefined) fields.push(`ETA ${formatDuration(secondsLeft)}`);
  if (loss !== undefined) fields.push(`loss ${loss.toFixed(3)}`);
  if (headline !== undefined) fields.push(headline);
  if (sequencesPerSecond !== undefined) fields.push(`${Math.round(sequencesPerSecond)} seq/s`);

  // The last column stays free: some terminals wrap as soon as it is filled.
  const room = Math.max(0, columns - 1);
  while (fields.length > 1 && fields.join("  ").length + SHORTEST_BAR + 2 > room) fields.pop();
  const text = fields.join("  ");
  const width = Math.min(LONGEST_BAR, room - text.length - 2);
  if (width < SHORTEST_BAR) return text.slice(0, room);
  const filled = Math.floor(width * Math.min(1, step / steps));
  return `${"━".repeat(filled)}${"─".repeat(width - filled)}  ${text}`;
}

const SHORTEST_BAR = 8;
const LONGEST_BAR = 40;

/** Seconds as `m:ss`, or `h:mm:ss` from an hour on. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
}
