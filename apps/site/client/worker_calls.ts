/** Calls from a page to its worker: questions with one answer each, and news that nobody asked for. */

/** What a worker can be asked. */
// deno-lint-ignore no-explicit-any -- Each function has arguments and an answer of its own.
export type Answers = Record<string, (...args: any[]) => unknown>;

type Question = { id: number; name: string; args: unknown[] };
type Reply = { id: number; answer?: unknown; error?: string } | { news: unknown };

/** A worker as its page sees it. */
export class WorkerClient<Asked extends Answers, News = never> {
  readonly #worker: Worker;
  readonly #open = new Map<
    number,
    { resolve: (answer: never) => void; reject: (error: Error) => void }
  >();
  #last = 0;

  /**
   * Starts a worker.
   *
   * @param name Its script, below the folder of the site's assets.
   * @param onNews Called with whatever it tells.
   */
  constructor(name: string, onNews: (news: News) => void = () => {}) {
    this.#worker = new Worker(new URL(name, assetsUrl()), { type: "module", name });
    this.#worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      if ("news" in data) return onNews(data.news as News);
      const call = this.#open.get(data.id);
      this.#open.delete(data.id);
      if (data.error === undefined) call?.resolve(data.answer as never);
      else call?.reject(new Error(data.error));
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(new Error(event.message || "Cannot start the worker of this demo"));
    };
  }

  /** Asks, and waits for the answer. Rejected with what the worker says is wrong. */
  ask<Name extends keyof Asked & string>(
    name: Name,
    ...args: Parameters<Asked[Name]>
  ): Promise<Awaited<ReturnType<Asked[Name]>>> {
    const question: Question = { id: ++this.#last, name, args };
    return new Promise((resolve, reject) => {
      this.#open.set(question.id, { resolve, reject });
      this.#worker.postMessage(question);
    });
  }

  /** Ends the worker and everything it does. */
  end(): void {
    this.#worker.terminate();
    this.#open.clear();
  }

  #fail(error: Error): void {
    for (const { reject } of this.#open.values()) reject(error);
    this.#open.clear();
  }
}

/** Answers the page, in a worker. */
export function answerPage(answers: Answers): void {
  self.onmessage = async ({ data: { id, name, args } }: MessageEvent<Question>) => {
    let reply: Reply;
    try {
      reply = { id, answer: await answers[name](...args) };
    } catch (error) {
      reply = { id, error: error instanceof Error ? error.message : String(error) };
    }
    postMessage(reply);
  };
}

/** Tells the page something, from a worker. */
export function tellPage<News>(news: News): void {
  postMessage({ news });
}

/** The folder of scripts and data. */
export function assetsUrl(): URL {
  return new URL(document.documentElement.dataset.assets!, location.href);
}
