import { describe, it } from "@bnlstm/testing";
import { BinaryReader } from "@bufbuild/protobuf/wire";
import assert from "node:assert/strict";
import { findPython, runPython } from "../fixtures/python.ts";
import { eventFileHeader, scalarEvent } from "./event_file.ts";

const FILE = Uint8Array.from([
  ...eventFileHeader({ step: 0, wallTime: 1.5e9 }),
  ...scalarEvent({ step: 100, wallTime: 1.5e9 + 1 }, { "loss/train": 1.25, "accuracy/train": 0.5 }),
  ...scalarEvent({ step: 2 ** 40, wallTime: 1.5e9 + 2 }, { "loss/valid": 0.75 }),
]);

type Value = number | bigint | string | Uint8Array;

/** Any protobuf message: values by number of the field. */
function decode(bytes: Uint8Array): Map<number, Value[]> {
  const reader = new BinaryReader(bytes);
  const message = new Map<number, Value[]>();
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    const readers: Record<number, () => Value> = {
      0: () => reader.int64(),
      1: () => reader.double(),
      2: () => reader.bytes(),
      5: () => reader.float(),
    };
    message.set(field, [...message.get(field) ?? [], readers[type]()]);
  }
  return message;
}

/** CRC-32C bit by bit, and the mask that TensorFlow puts over it. */
function masked(data: Uint8Array): number {
  let checksum = ~0;
  for (const byte of data) {
    checksum ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      checksum = (checksum >>> 1) ^ (checksum & 1 ? 0x82f63b78 : 0);
    }
  }
  checksum = ~checksum >>> 0;
  return ((checksum >>> 15 | checksum << 17) + 0xa282ead8) >>> 0;
}

/** The messages of a file, whose checksums must be right. */
function messages(file: Uint8Array): Map<number, Value[]>[] {
  const found: Map<number, Value[]>[] = [];
  const view = new DataView(file.buffer, file.byteOffset);
  for (let at = 0; at < file.length;) {
    const length = Number(view.getBigUint64(at, true));
    assert.equal(view.getUint32(at + 8, true), masked(file.subarray(at, at + 8)));
    const data = file.subarray(at + 12, at + 12 + length);
    assert.equal(view.getUint32(at + 12 + length, true), masked(data));
    found.push(decode(data));
    at += length + 16;
  }
  return found;
}

const python = await findPython("tensorboard");
const text = (bytes: unknown) => new TextDecoder().decode(bytes as Uint8Array);

describe("event files", () => {
  it("begin with their version", () => {
    const [first] = messages(FILE);
    assert.deepEqual(first.get(1), [1.5e9]);
    assert.deepEqual(first.get(3)!.map(text), ["brain.Event:2"]);
  });

  it("hold the metrics of each step", () => {
    const read = messages(FILE).slice(1).map((message) => {
      const summary = decode(message.get(5)![0] as Uint8Array);
      const values = summary.get(1)!.map((value) => {
        const entry = decode(value as Uint8Array);
        return [text(entry.get(1)![0]), entry.get(2)![0]];
      });
      return { wallTime: message.get(1)![0], step: Number(message.get(2)![0]), values };
    });
    assert.deepEqual(read, [
      { wallTime: 1.5e9 + 1, step: 100, values: [["loss/train", 1.25], ["accuracy/train", 0.5]] },
      { wallTime: 1.5e9 + 2, step: 2 ** 40, values: [["loss/valid", 0.75]] },
    ]);
  });

  it("make void what comes after the step that a run goes on from", () => {
    const [, restart] = messages(eventFileHeader({ step: 40, wallTime: 1.5e9 }));
    assert.equal(Number(restart.get(2)![0]), 41);
    assert.deepEqual(decode(restart.get(7)![0] as Uint8Array).get(1)!.map(Number), [1]);
  });

  // Debian has no package of TensorBoard: without it the decoder above has to do.
  const tensorBoard = "are read by TensorBoard itself";
  const reader = `
import sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(sys.argv[1]).Reload()
assert sorted(events.Tags()["scalars"]) == ["accuracy/train", "loss/train", "loss/valid"]
[loss] = events.Scalars("loss/train")
assert (loss.step, loss.wall_time, loss.value) == (100, 1.5e9 + 1, 1.25), loss
`;
  const test = async () => {
    const folder = await Deno.makeTempDir({ prefix: "bnlstm-tensorboard-" });
    try {
      await Deno.writeFile(`${folder}/events.out.tfevents.1500000000.bnlstm`, FILE);
      await runPython(python!, ["-c", reader, folder]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  };
  if (python === undefined) it.skip(`${tensorBoard} is skipped: it is not installed`, test);
  else it(tensorBoard, test);
});
