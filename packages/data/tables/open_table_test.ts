import { describe, it } from "@bnlstm/testing";
import fc from "fast-check";
import { zipSync } from "fflate";
import { parquetWriteBuffer } from "hyparquet-writer";
import assert from "node:assert/strict";
import type { DataFile } from "./data_file.ts";
import { openTable } from "./open_table.ts";

/** A file in memory, handed out in pieces. */
function file(content: string | Uint8Array, name = "data.csv", piece = 7): DataFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return {
    name,
    size: bytes.length,
    stream: () =>
      Promise.resolve(
        ReadableStream.from((function* () {
          for (let at = 0; at < bytes.length; at += piece) yield bytes.slice(at, at + piece);
        })()),
      ),
    slice: (start, end) => Promise.resolve(bytes.slice(start, end).buffer),
  };
}

async function read(from: DataFile) {
  const { rows, columns, format, ...rest } = await openTable(from);
  const all = (await Array.fromAsync(rows)).flat();
  const cells = all.map(({ cells }) =>
    cells.map((cell) => typeof cell === "object" && cell !== null ? Array.from(cell) : cell)
  );
  return { columns: [...columns], format, cells, lines: all.map(({ line }) => line), ...rest };
}

async function gzip(content: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([content]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function npy(type: string, shape: string, values: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape}), }\n`;
  const length = String.fromCharCode(header.length & 255, header.length >> 8);
  const start = Uint8Array.from(`\x93NUMPY\x01\0${length}${header}`, (c) => c.charCodeAt(0));
  return new Uint8Array([...start, ...values]);
}

const refuses = (from: DataFile, message: string) =>
  assert.rejects(read(from), { name: "TypeError", message: `Cannot read ${message}` });

describe("openTable()", () => {
  it("reads values separated by commas, semicolons, tabs and bars", async () => {
    for (const separator of [",", ";", "\t", "|"]) {
      const text = 'id,speed,note\n1,2.5,ab\n2,3.5,"c d"\n'.replaceAll(",", separator);
      const { columns, cells, lines } = await read(file(text));
      assert.deepEqual(columns, ["id", "speed", "note"]);
      assert.deepEqual(cells, [["1", "2.5", "ab"], ["2", "3.5", "c d"]]);
      assert.deepEqual(lines, [2, 3]);
    }
  });

  it("reads values separated by blanks, however many", async () => {
    const { columns, cells, lines, format } = await read(
      file("  1.0e+00  2.5\n\n  2.0e+00 -3.5  \n"),
    );
    assert.deepEqual(columns, ["column 1", "column 2"]);
    assert.deepEqual(cells, [["1.0e+00", "2.5"], ["2.0e+00", "-3.5"]]);
    assert.deepEqual([lines, format], [[1, 3], "text separated by blanks"]);
    // Sentences are not values, even where each has as many words.
    assert.deepEqual((await read(file("one line\ntwo lines\n"))).columns.length, 1);
    assert.deepEqual((await read(file("a b,c d\n1,2\n"))).columns, ["a b", "c d"]);
  });

  it("reads the records of a JSON array", async () => {
    const { columns, cells, lines, format } = await read(
      file('\n[{"a": 1, "b": ["x", "y"]},\n {"a": null, "b": ["z"], "c": true}]'),
    );
    assert.deepEqual(columns, ["a", "b", "c"]);
    assert.deepEqual(cells, [[1, ["x", "y"]], [null, ["z"], "true"]]);
    assert.deepEqual([lines, format], [[1, 2], "JSON"]);
  });

  it("tells decimal commas from separators", async () => {
    const { columns, decimalComma, cells } = await read(file("a;b\n1,5;2,25\n3,0;4,5\n"));
    assert.deepEqual([columns, decimalComma, cells[0]], [["a", "b"], true, ["1,5", "2,25"]]);
    assert.equal((await read(file("a,b\n1,5\n3,0\n"))).decimalComma, false);
  });

  it("tells whether the first record names the columns", async () => {
    const columns = async (text: string) => (await read(file(text))).columns;
    assert.deepEqual(await columns("1,2\n3,4\n"), ["column 1", "column 2"]);
    assert.deepEqual(await columns("ham\thi\nspam\twin\nham\tlo\n"), ["column 1", "column 2"]);
    assert.deepEqual(await columns("label\ttext\nspam\twin\nham\tlo\n"), ["label", "text"]);
    assert.deepEqual(await columns("label,0,1\nwalk,7,3\nrun,5,2\n"), ["label", "0", "1"]);
    assert.deepEqual(await columns(",x\n0,1.5\n1,2.5\n"), ["column 1", "x"]);
    const { cells } = await read({ ...file("0,1\n2,3\n") });
    assert.deepEqual(cells, [["0", "1"], ["2", "3"]]);
  });

  it("keeps text with quotes as it is where values are separated by tabs", async () => {
    const { cells } = await read(file('ham\t"hey, he said\nspam\twin "it" now\nham\tx\n'));
    assert.deepEqual(cells.map(([, text]) => text), ['"hey, he said', 'win "it" now', "x"]);
  });

  it("reads JSON Lines with lists, and lists of lists", async () => {
    const text = '{"id":"a","x":[1,2],"v":[[1,2],[3,4]]}\n\n{"id":"b","new":true,"x":[]}\n';
    const { columns, cells, lines, format } = await read(file(text, "-"));
    assert.equal(format, "JSON Lines");
    assert.deepEqual(columns, ["id", "x", "v 1", "v 2", "new"]);
    assert.deepEqual(cells[0], ["a", [1, 2], [1, 3], [2, 4]]);
    assert.deepEqual([cells[1][0], cells[1][1], cells[1][4]], ["b", [], "true"]);
    assert.deepEqual(lines, [1, 3]);
  });

  it("reads .ts with dimensions, missing values, classes and times", async () => {
    const head = "# about\n@problemName x\n@timeStamps false\n@classLabel true a b\n@data\n";
    const { columns, cells } = await read(file(`${head}1,2:3,?:a\n4:5:b\n`, "x"));
    assert.deepEqual(columns, ["dimension 1", "dimension 2", "class"]);
    assert.deepEqual(cells, [[[1, 2], [3, NaN], "a"], [[4], [5], "b"]]);
    const times = "@timeStamps true\n@classLabel false\n@data\n(2004-10-01 00:00:00,7),(2,8)\n";
    const timed = await read(file(times));
    assert.deepEqual(timed.columns, ["value", "time"]);
    assert.deepEqual(timed.cells, [[[7, 8], ["2004-10-01 00:00:00", "2"]]]);
    await refuses(
      file(`${head}1:2:c\n`),
      'data.csv: line 6: its class "c" is none of those that @classLabel names',
    );
    await refuses(
      file(`${head}1:2:a\n1:a\n`),
      "data.csv: line 7: it has 1 dimensions, the first case has 2",
    );
    await refuses(
      file(`${head}1,x:2:a\n`),
      'data.csv: line 6: value 2 of dimension 1 is not a number, got "x"',
    );
    await refuses(file(head), "data.csv: line 5: no cases follow");
  });

  it("reads NumPy arrays of one to three axes", async () => {
    const floats = new Uint8Array(new Float32Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer);
    const cube = await read(file(npy("<f4", "2, 2, 2", floats)));
    assert.deepEqual(cube.columns, ["value 1", "value 2"]);
    assert.deepEqual(cube.cells, [[[1, 3], [2, 4]], [[5, 7], [6, 8]]]);
    assert.deepEqual((await read(file(npy("<f4", "2, 4", floats)))).cells[1], [[5, 6, 7, 8]]);
    assert.deepEqual((await read(file(npy("|u1", "3,", new Uint8Array([7, 8, 9]))))).cells, [
      [7],
      [8],
      [9],
    ]);
    await refuses(
      file(npy("<f4", "3, 4", floats)),
      "data.csv: row 3: the file ends before all of its 3 rows",
    );
    await refuses(
      file(npy("<f4", "1, 1, 2, 4", floats)),
      "data.csv: it must have 1 … 3 axes, got [1,1,2,4]",
    );
  });

  it("reads .npz, and leaves out the steps that are padding", async () => {
    const x = npy("<f4", "2, 2", new Uint8Array(new Float32Array([1, 2, 3, 4]).buffer));
    const y = npy("|S3", "2,", new TextEncoder().encode("upto\0\0"));
    const lengths = npy("|u1", "2,", new Uint8Array([1, 2]));
    const zip = (entries: Record<string, Uint8Array>) =>
      zipSync(entries) as Uint8Array<ArrayBuffer>;
    const { columns, cells } = await read(
      file(zip({ "x.npy": x, "y.npy": y, "lengths.npy": lengths })),
    );
    assert.deepEqual(columns, ["x", "y"]);
    assert.deepEqual(cells, [[[1], "upt"], [[3, 4], "o"]]);
    const one = npy("|u1", "1,", new Uint8Array([1]));
    await refuses(file(zip({ "x.npy": x, "y.npy": one })), "data.csv: y has 1 rows, x has 2");
  });

  it("reads Parquet, plain and compressed", async () => {
    const columnData = [
      { name: "id", data: ["a", "b"] },
      { name: "n", data: [1, 2], type: "INT64" as const },
      { name: "x", data: [[1, 2], [3]], type: "JSON" as const },
    ];
    columnData[1].data = [1n, 2n] as never;
    const bytes = new Uint8Array(
      parquetWriteBuffer({ columnData: columnData as never, rowGroupSize: 1 }),
    );
    for (const from of [file(bytes), file(await gzip(bytes))]) {
      const { columns, cells, unit } = await read(from);
      assert.deepEqual([columns, unit], [["id", "n", "x"], "row"]);
      assert.deepEqual(cells, [["a", 1, [1, 2]], ["b", 2, [3]]]);
    }
    await assert.rejects(
      read(file(bytes.slice(0, 40))),
      /^TypeError: Cannot read data.csv: it is not a Parquet/,
    );
  });

  it("says in one sentence where a file cannot be read", async () => {
    await refuses(file(""), "data.csv: it is empty");
    await refuses(file("\n \n"), "data.csv: it is empty");
    await refuses(
      file("a,b,c\n1,2,3\n1,2\n"),
      "data.csv: line 3, column 3: the line ends after 2 values, and line 1 has 3",
    );
    await refuses(
      file('a,b\n"x\ny",2\n1,2,3\n'),
      "data.csv: line 4, column 3: there are 3 values on this line, and line 1 has 2",
    );
    await refuses(
      file('a,b\n1,2\n"x,2\n3,4\n'),
      "data.csv: line 3: a quote is opened here and never closed",
    );
    await refuses(
      file("a,b,a\n1,2,3\n"),
      'data.csv: line 1, column 3: it is called "a", as column 1 is',
    );
    await refuses(file("[]"), "data.csv: it is an empty JSON array");
    await refuses(file('[{"a":1}, 2]'), 'data.csv: row 2: it is not a JSON object, got "2"');
    await refuses(
      file('[{"a":1}, {"a":{}}]'),
      'data.csv: row 2: "a" is neither a value nor a list of values, got "{}"',
    );
    await assert.rejects(
      read(file('[{"a":1},')),
      /^TypeError: Cannot read data.csv: it is not JSON: /,
    );
    await refuses(
      file('{"a":1}\n{"a":{"b":1}}\n'),
      'data.csv: line 2: "a" is neither a value nor a list of values, got "{\\"b\\":1}"',
    );
    await refuses(
      file(new Uint8Array([...new TextEncoder().encode("a,b\n1,2\n3,M"), 0xfc, 0x6c, 0x6c])),
      "data.csv: line 3: this is not UTF-8 text; save the file as UTF-8",
    );
    const damaged = (await gzip("a,b\n1,2\n")).slice(0, -9);
    await refuses(file(damaged), "data.csv: its gzip compression is damaged or incomplete");
  });

  it("reads what was written, however it is cut, ended, encoded and compressed", async () => {
    const cell = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.string({ unit: "grapheme", maxLength: 8 }).filter((text) => !/[\0\uFEFF]/.test(text)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(",", ";", "|"),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.constantFrom("utf-8", "bom", "utf-16le", "utf-16be"),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        async (rows, separator, end, encoding, compressed, piece) => {
          const quote = (value: string) => `"${value.replaceAll('"', '""')}"`;
          const text = [["one", "two", "three"], ...rows]
            .map((cells) => cells.map(quote).join(separator) + end).join("");
          const marked = "\uFEFF" + text;
          const units = Uint16Array.from(
            { length: marked.length },
            (_, at) => marked.charCodeAt(at),
          );
          const bytes = encoding === "utf-8"
            ? new TextEncoder().encode(text)
            : encoding === "bom"
            ? new TextEncoder().encode("\uFEFF" + text)
            : encoding === "utf-16le"
            ? new Uint8Array(units.buffer)
            : new Uint8Array(units.buffer).map((_, at, all) => all[at ^ 1]);
          const from = file(compressed ? await gzip(bytes) : bytes, "x", piece);
          const { cells } = await read({ ...from });
          assert.deepEqual(cells.slice(-rows.length), rows);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("ends in rows or in one sentence, whatever the bytes", async () => {
    const starts = [
      "",
      "{",
      "@data\n",
      "PAR1",
      "PK\x03\x04",
      "\x93NUMPY\x01\0",
      "\x1f\x8b",
      "a,b\n",
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts),
        fc.oneof(
          fc.uint8Array({ maxLength: 60 }),
          fc.string({ maxLength: 60 }).map((text) => new TextEncoder().encode(text)),
        ),
        async (start, rest) => {
          const bytes = Uint8Array.from([...start].map((c) => c.charCodeAt(0)).concat([...rest]));
          try {
            await read(file(bytes));
          } catch (error) {
            const { message } = error as Error;
            assert.match(message, /^Cannot read data\.csv[^\n]*$/);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
