/**
 * Event files of TensorBoard: metrics over the steps of a run.
 *
 * @module
 */

import { between, having, number, type Rule, whole } from "@bnlstm/data/arguments";
import { BinaryWriter } from "@bufbuild/protobuf/wire";
import CRC32C from "crc-32/crc32c.js";

/** The time of an event. */
export interface EventTime {
  /** Number of updates so far. */
  step: number;
  /** Seconds since 1970. */
  wallTime: number;
}

const ATTEMPT = "write an event";
const TIME = having({ step: whole(0), wallTime: number });
const FLOAT: Rule = (attempt, name, value) => {
  number(attempt, name, value);
  // Losses of runs that diverge are infinite or NaN, which the format can express.
  if (Number.isFinite(value)) between(-3.4e38, 3.4e38)(attempt, name, value);
};

/**
 * The beginning of an event file.
 *
 * A run that is resumed writes a new file. TensorBoard then ignores what earlier files say about later steps.
 *
 * @param start The time; `step` is the step that the run has reached, 0 at its beginning.
 */
export function eventFileHeader(start: EventTime): Uint8Array<ArrayBuffer> {
  TIME("begin an event file", "start", start);
  const version = record(
    event({ step: 0, wallTime: start.wallTime }).uint32(tag(3, 2)).string("brain.Event:2"),
  );
  if (start.step === 0) return version;
  // SessionLog with status START: from this step on, earlier files are void.
  const sessionStart = new BinaryWriter().uint32(tag(1, 0)).int32(1).finish();
  const restart = record(
    event({ ...start, step: start.step + 1 }).uint32(tag(7, 2)).bytes(sessionStart),
  );
  const bytes = new Uint8Array(version.length + restart.length);
  bytes.set(version);
  bytes.set(restart, version.length);
  return bytes;
}

/**
 * Encodes metrics, to be appended to an event file.
 *
 * @param values Values by name; TensorBoard groups names by the part before a slash, e.g. `loss/train`.
 *
 * @example
 * ```ts
 * import { eventFileHeader, scalarEvent } from "@bnlstm/convert/tensorboard";
 *
 * const wallTime = Date.now() / 1000;
 * const file = [
 *   eventFileHeader({ step: 0, wallTime }),
 *   scalarEvent({ step: 100, wallTime }, { "loss/train": 1.2, "accuracy/train": 0.5 }),
 * ];
 * console.log(file.length); // 2
 * ```
 */
export function scalarEvent(
  time: EventTime,
  values: Readonly<Record<string, number>>,
): Uint8Array<ArrayBuffer> {
  TIME(ATTEMPT, "time", time);
  having({})(ATTEMPT, "values", values);
  for (const name in values) FLOAT(ATTEMPT, name, values[name]);
  const summary = new BinaryWriter();
  for (const [name, value] of Object.entries(values)) {
    const entry = new BinaryWriter().uint32(tag(1, 2)).string(name).uint32(tag(2, 5)).float(value);
    summary.uint32(tag(1, 2)).bytes(entry.finish());
  }
  return record(event(time).uint32(tag(5, 2)).bytes(summary.finish()));
}

/** The beginning of an `Event` message. */
function event({ step, wallTime }: EventTime): BinaryWriter {
  return new BinaryWriter().uint32(tag(1, 1)).double(wallTime).uint32(tag(2, 0)).int64(step);
}

/** Number and wire type of a field of a protobuf message. */
function tag(field: number, wireType: number): number {
  return field << 3 | wireType;
}

/** A message as a record of the file: its length, that length's checksum, the message, its checksum. */
function record(message: BinaryWriter): Uint8Array<ArrayBuffer> {
  const data = message.finish();
  const bytes = new Uint8Array(data.length + 16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedChecksum(bytes.subarray(0, 8)), true);
  bytes.set(data, 12);
  view.setUint32(12 + data.length, maskedChecksum(data), true);
  return bytes;
}

/** CRC-32C, rotated and offset as the format requires. */
function maskedChecksum(data: Uint8Array): number {
  const checksum = CRC32C.buf(data) >>> 0;
  return ((checksum >>> 15 | checksum << 17) + 0xa282ead8) >>> 0;
}
