import { concatenate } from "./concatenate.ts";

/** Bytes decompressed in one go: they become at most 1032 times as many. */
const SLICE_LENGTH = 4096;

/**
 * Decompresses gzip data, giving up once there are `limit` bytes.
 *
 * @returns All of the data if it is shorter than `limit`, else its beginning: at least `limit` bytes,
 * at most a few megabytes more.
 * @throws {TypeError} If the data is damaged or incomplete, as far as it was read.
 */
export async function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  let at = 0;
  const slices = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at += SLICE_LENGTH));
    },
  });
  const reader = slices.pipeThrough(new DecompressionStream("gzip")).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  while (length < limit) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  await reader.cancel();
  return concatenate(chunks);
}
