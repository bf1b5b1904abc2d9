import CRC32 from "crc-32/crc32.js";
import { type FlateError, FlateErrorCode, Gunzip } from "fflate";
import { concatenate } from "./concatenate.ts";

/** Number of bytes decompressed at a time: they become at most 1032 times as many. */
const SLICE_LENGTH = 4096;

/** Number of bytes after a member: its checksum and its length. */
const TRAILER_LENGTH = 8;

/**
 * Decompresses gzip data as it arrives. Like the `gunzip` command it accepts several members one after the
 * other, and zeros after the last one, which block-wise compressors leave. The streams of browsers refuse both.
 *
 * @param damaged Creates the error that is thrown if the data, as far as it was read, is damaged or incomplete.
 */
export async function* gunzipped(
  packed: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  damaged: (cause: unknown) => Error,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const members = new Members(damaged);
  let zeros = 0;
  for await (const chunk of packed) {
    for (let at = 0; at < chunk.length; at += SLICE_LENGTH) {
      const slice = chunk.subarray(at, at + SLICE_LENGTH);
      // Zeros may be padding at the end; that depends on what follows.
      const end = slice.findLastIndex((byte) => byte !== 0) + 1;
      while (end > 0 && zeros > 0) {
        const some = Math.min(zeros, SLICE_LENGTH);
        yield* members.push(new Uint8Array(some));
        zeros -= some;
      }
      if (end > 0) yield* members.push(slice.subarray(0, end));
      zeros += slice.length - end;
    }
  }
  yield* members.end(zeros);
}

/**
 * Decompresses gzip data, stopping once there are `limit` bytes.
 *
 * @returns All of the data if it is shorter than `limit`, else its beginning: at least `limit` bytes, and at
 *   most a few megabytes more.
 */
export async function gunzip(
  bytes: Uint8Array,
  limit: number,
  damaged: (cause: unknown) => Error,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of gunzipped([bytes], damaged)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= limit) break;
  }
  return concatenate(chunks);
}

/** The members of gzip data, whose checksums the library leaves to its users. */
class Members {
  readonly #damaged: (cause: unknown) => Error;
  readonly #stream: Gunzip;
  #unpacked: Uint8Array<ArrayBuffer>[] = [];
  /**
   * The last bytes that were read: enough to hold a trailer and the header after it, by which a member is
   * recognized.
   */
  #tail: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  #read = 0;
  #checksum = 0;
  #length = 0;

  constructor(damaged: (cause: unknown) => Error) {
    this.#damaged = damaged;
    this.#stream = new Gunzip((data) => {
      this.#checksum = CRC32.buf(data, this.#checksum);
      this.#length += data.length;
      if (data.length > 0) this.#unpacked.push(data as Uint8Array<ArrayBuffer>);
    });
    this.#stream.onmember = (at) => {
      const end = this.#tail.length - (this.#read - at);
      const trailer = this.#tail.subarray(Math.max(end - TRAILER_LENGTH, 0), end);
      if (String(trailer) !== String(this.#trailer())) throw "its checksum differs";
      [this.#checksum, this.#length] = [0, 0];
    };
  }

  /** Feeds compressed bytes in and returns what they decompress to. */
  push(packed: Uint8Array): Uint8Array<ArrayBuffer>[] {
    this.#tail = concatenate([this.#tail.subarray(-SLICE_LENGTH), packed]);
    this.#read += packed.length;
    this.#try(() => this.#stream.push(packed));
    return this.#unpacked.splice(0);
  }

  /** Ends the data and returns what is left; `zeros` bytes before the end may be padding. */
  end(zeros: number): Uint8Array<ArrayBuffer>[] {
    const trailer = this.#tail;
    this.#try(() => {
      try {
        this.#stream.push(new Uint8Array(zeros));
        this.#stream.push(new Uint8Array(0), true);
      } catch (error) {
        // There are zeros where a member could follow.
        if ((error as FlateError).code !== FlateErrorCode.InvalidHeader) throw error;
      }
      const expected = this.#trailer();
      const shown = expected.subarray(0, expected.findLastIndex((byte) => byte !== 0) + 1);
      const found = trailer.subarray(trailer.length - shown.length);
      if (String(found) !== String(shown) || zeros < expected.length - shown.length) {
        throw "its checksum differs, or it is cut off";
      }
    });
    return this.#unpacked.splice(0);
  }

  #try(read: () => void): void {
    try {
      read();
    } catch (cause) {
      throw this.#damaged(cause);
    }
  }

  #trailer(): Uint8Array {
    const trailer = new DataView(new ArrayBuffer(TRAILER_LENGTH));
    trailer.setInt32(0, this.#checksum, true);
    trailer.setUint32(4, this.#length, true);
    return new Uint8Array(trailer.buffer);
  }
}
