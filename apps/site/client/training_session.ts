import {
  decodeCheckpoint,
  encodeCheckpoint,
  type RunConfig,
  runConfigSchema,
  type TaskData,
  type TrainingEvent,
  TrainingRun,
} from "@bnlstm/train";
import { allSettings, type Experiment, nestedSettings, type Settings } from "./experiment.ts";
import { type Machine, prepareMachine } from "./machine.ts";
import type { ModelInUse } from "./model_in_use.ts";
import { parameterDigest } from "./parameter_digest.ts";
import { tellPage } from "./worker_calls.ts";

/** A run to be started. */
export interface OpenRequest {
  /** What the page knows of settings. */
  experiment: Experiment;
  /** The settings given. */
  settings: Settings;
  /** Threads wanted. */
  threads: number;
  /** Folder of the site's assets. */
  assets: string;
}

/** A run that stands at its beginning, or where its checkpoint was made. */
export interface OpenedRun {
  machine: Machine;
  /** Every setting. */
  settings: Settings;
  /** Numbers that are trained. */
  parameters: number;
  /** Updates so far. */
  step: number;
  /** Updates in all. */
  steps: number;
}

/** What a run tells while it goes on. */
export interface TrainingNews {
  /** Updates so far. */
  step: number;
  /** Whether it goes on. */
  playing: boolean;
  /** Updates a second in the last two seconds; 0 before. */
  rate: number;
  /** Means of the training loss since the last such point, by step. */
  losses: [step: number, loss: number, gradientNorm: number][];
  /** Evaluations, by step. */
  evaluations: [step: number, accuracy: number, loss: number][];
  /** Why it cannot go on. */
  failure?: string;
}

/** What every worker that trains answers. */
export type TrainingAnswers = {
  open(request: OpenRequest): Promise<OpenedRun>;
  play(until?: number): Promise<void>;
  pause(): Promise<void>;
  checkpoint(): Promise<Uint8Array<ArrayBuffer>>;
  digest(): Promise<string>;
  restore(bytes: Uint8Array, assets: string): Promise<OpenedRun>;
};

const REPORT_EVERY = 100;
const RATE_OVER = 2000;

/** Loads what a configuration says is learned from. */
export type LoadData = (config: RunConfig, assets: string) => Promise<TaskData<unknown>>;

/** A run in a worker that the page plays, pauses and asks about. */
export class TrainingSession {
  readonly #load: LoadData;
  #run: TrainingRun | undefined;
  #events: AsyncGenerator<TrainingEvent> | undefined;
  #data: TaskData<unknown> | undefined;
  #machine: Machine | undefined;
  #playing: Promise<void> | undefined;
  /** What is to be done after the update under way. */
  readonly #waiting: (() => Promise<void>)[] = [];
  #until = 0;
  #clock: [time: number, step: number][] = [];
  #news: Pick<TrainingNews, "losses" | "evaluations"> = { losses: [], evaluations: [] };
  #reportedAt = 0;

  constructor(load: LoadData) {
    this.#load = load;
  }

  /** The run. */
  get run(): TrainingRun {
    if (!this.#run) throw new Error("Cannot train: no run was started");
    return this.#run;
  }

  /**
   * Starts a run afresh.
   *
   * @throws {RangeError} If a setting is unknown, or its value is not allowed.
   */
  async open({ experiment, settings, threads, assets }: OpenRequest): Promise<OpenedRun> {
    const all = allSettings(experiment, settings);
    const config = parseSettings(all);
    await this.pause();
    this.#machine = await prepareMachine(String(all.backend), threads, assets);
    config.backend = this.#machine.backend;
    this.#data = await this.#load(config, assets);
    return this.#start(TrainingRun.create(config, this.#data), all);
  }

  /** Goes on where a checkpoint was made. */
  async restore(bytes: Uint8Array, assets: string): Promise<OpenedRun> {
    const checkpoint = await decodeCheckpoint(bytes);
    await this.pause();
    this.#machine ??= await prepareMachine("wasm", 1, assets);
    const config = { ...checkpoint.config, backend: this.#machine.backend };
    this.#data = await this.#load(config, assets);
    const run = await TrainingRun.restore({ ...checkpoint, config }, this.#data);
    return this.#start(run, flatSettings(config));
  }

  #start(run: TrainingRun, settings: Settings): OpenedRun {
    this.#run?.dispose();
    this.#run = run;
    this.#events = run.train();
    this.#news = { losses: [], evaluations: [] };
    return {
      machine: this.#machine!,
      settings,
      parameters: Object.values(run.model.parameters).reduce((sum, { size }) => sum + size, 0),
      step: run.step,
      steps: run.config.training.steps,
    };
  }

  /** What a page asks of every worker that trains. */
  answers(): TrainingAnswers {
    return {
      open: (request) => this.open(request),
      play: (until) => this.play(until),
      pause: () => this.pause(),
      checkpoint: () => this.checkpoint(),
      digest: () => this.digest(),
      restore: (bytes, assets) => this.restore(bytes, assets),
    };
  }

  /** Trains until a step is reached, or the pause comes. */
  async play(until = Infinity): Promise<void> {
    this.#until = Math.min(until, this.run.config.training.steps);
    this.#playing ??= this.#loop();
    await this.#playing;
  }

  /** Stops after the update under way; resolves when it stands still. */
  async pause(): Promise<void> {
    this.#until = 0;
    await this.#playing;
  }

  /** Does something between two updates. */
  still<Result>(act: () => Promise<Result>): Promise<Result> {
    if (!this.#playing) return act();
    return new Promise((resolve, reject) => this.#waiting.push(() => act().then(resolve, reject)));
  }

  /** The model as it is now, to be used. */
  inUse(): Promise<ModelInUse> {
    return this.still(async () => ({ model: this.run.model, ...await this.run.checkpoint() }));
  }

  /** A checkpoint that the command reads too. */
  checkpoint(): Promise<Uint8Array<ArrayBuffer>> {
    return this.still(async () => await encodeCheckpoint(await this.run.checkpoint()));
  }

  /** What the parameters are, in a few letters. */
  digest(): Promise<string> {
    return this.still(async () => await parameterDigest((await this.run.checkpoint()).parameters));
  }

  async #loop(): Promise<void> {
    let failure: string | undefined;
    this.#clock = [];
    try {
      while (this.run.step < this.#until) {
        await this.#update();
        for (const act of this.#waiting.splice(0)) await act();
        if (performance.now() - this.#reportedAt > REPORT_EVERY) this.#report(true);
      }
    } catch (error) {
      failure = (error as Error).message;
    }
    for (const act of this.#waiting.splice(0)) await act();
    this.#playing = undefined;
    this.#report(false, failure);
  }

  /** One update, and the events that belong to it. */
  async #update(): Promise<void> {
    const { logEvery, evaluateEvery, steps } = this.run.config.training;
    let event: TrainingEvent | undefined;
    do {
      event = (await this.#events!.next()).value ?? undefined;
      this.#note(event);
    } while (event && event.type !== "step");
    const { step } = this.run;
    if (step % logEvery === 0) this.#note((await this.#events!.next()).value ?? undefined);
    if (step % evaluateEvery === 0 || step === steps) {
      this.#note((await this.#events!.next()).value ?? undefined);
    }
    const now = performance.now();
    this.#clock.push([now, step]);
    while (this.#clock.length > 2 && now - this.#clock[0][0] > RATE_OVER) this.#clock.shift();
  }

  #note(event: TrainingEvent | undefined): void {
    if (event?.type === "log") {
      this.#news.losses.push([event.step, event.recent.loss, event.metrics.gradientNorm]);
    } else if (event?.type === "evaluation") {
      const { accuracy, loss } = event.metrics;
      this.#news.evaluations.push([event.step, accuracy, loss]);
    }
  }

  #report(playing: boolean, failure?: string): void {
    const [[from, first], [to, last]] = this.#clock.length > 1
      ? [this.#clock[0], this.#clock.at(-1)!]
      : [[0, 0], [1, 0]];
    this.#reportedAt = performance.now();
    tellPage<TrainingNews>({
      step: this.run.step,
      playing,
      rate: 1000 * (last - first) / (to - from),
      ...this.#news,
      ...failure !== undefined && { failure },
    });
    this.#news = { losses: [], evaluations: [] };
  }
}

/**
 * Settings as the configuration of a run.
 *
 * @throws {RangeError} If one is not allowed, by the schema of the command.
 */
export function parseSettings(settings: Settings): RunConfig {
  const result = runConfigSchema.safeParse(nestedSettings(settings));
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  const key = path.join(".");
  const given = key in settings ? ` = ${settings[key]}` : "";
  throw new RangeError(
    `Cannot use ${key}${given}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
  );
}

function flatSettings(config: RunConfig): Settings {
  return Object.fromEntries(
    Object.entries(config).flatMap(([table, value]) =>
      typeof value === "object"
        ? Object.entries(value).map(([key, leaf]) => [`${table}.${key}`, leaf])
        : [[table, value]]
    ),
  );
}
