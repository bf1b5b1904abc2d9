import { outputTerminal, USUAL_COLUMNS } from "./terminal_size.ts";
import { type Progress, progressLine } from "./progress_line.ts";

let allowed = true;

/** From now on no bars are drawn, since a launcher collects the output of several processes line by line. */
export function drawNoBars(): void {
  allowed = false;
}

/**
 * A progress bar in the last line of the terminal, with ordinary lines scrolling above it.
 *
 * If the output is not a terminal, it draws nothing, and only the ordinary lines appear.
 */
export class ProgressBar {
  readonly #terminal = allowed && (outputTerminal()?.obeys ?? false);
  #progress?: Progress;
  #drawnAt = -Infinity;

  /** Whether a bar is drawn; if not, the caller prints progress as lines. */
  get visible(): boolean {
    return this.#terminal;
  }

  /** Shows the progress of training; redraws at most ten times a second. */
  update(progress: Progress): void {
    this.#progress = progress;
    const now = performance.now();
    if (now - this.#drawnAt < 100 && progress.step < progress.steps) return;
    this.#drawnAt = now;
    this.#draw();
  }

  /** Prints a line above the bar. */
  print(line: string): void {
    if (!this.#terminal) return console.log(line);
    write(`${CLEAR_LINE}${line}\n`);
    this.#draw();
  }

  /** Removes the bar. */
  end(): void {
    if (this.#terminal && this.#progress) write(CLEAR_LINE);
    this.#progress = undefined;
  }

  #draw(): void {
    if (!this.#terminal || !this.#progress) return;
    // Asked for each time: the window may have been resized.
    write(CLEAR_LINE + progressLine(this.#progress, outputTerminal()?.columns ?? USUAL_COLUMNS));
  }
}

const CLEAR_LINE = "\r\x1b[2K";

/**
 * The terminal may be closed while we write. A signal reports that; it is no reason to lose what was computed.
 */
function write(text: string): void {
  try {
    Deno.stdout.writeSync(new TextEncoder().encode(text));
  } catch {
    // Nobody sees it.
  }
}
