/** The beginning of a stream, and all of it. */
export interface Peeked<T> {
  /** The pieces that came first. */
  first: T[];
  /** Everything, those pieces included. */
  all: AsyncGenerator<T, void, undefined>;
}

/**
 * Reads pieces until there is enough of them to judge by.
 *
 * @param enough Whether the pieces so far will do.
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
    // Whoever stops early leaves no file open.
    await iterator.return?.();
  }
}
