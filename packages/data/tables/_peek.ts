/** The beginning of a stream, and all of it. */
export interface Peeked<T> {
  /** The first pieces. */
  first: T[];
  /** Everything, including those pieces. */
  all: AsyncGenerator<T, void, undefined>;
}

/**
 * Reads pieces until there are enough to decide something.
 *
 * @param enough Whether the pieces so far are enough.
 */
export async function peek<T>(
  pieces: AsyncIterable<T>,
  enough: (first: readonly T[]) => boolean,
): Promise<Peeked<T>> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first: T[] = [];
  while (!enough(first)) {
    const { done, value } = await iterator.next();
    if (done) break;
    first.push(value);
  }
  return { first, all: resume(first, iterator) };
}

async function* resume<T>(first: readonly T[], iterator: AsyncIterator<T>) {
  try {
    yield* first;
    for (;;) {
      const { done, value } = await iterator.next();
      if (done) return;
      yield value;
    }
  } finally {
    // A consumer that stops early leaves no file open.
    await iterator.return?.();
  }
}
