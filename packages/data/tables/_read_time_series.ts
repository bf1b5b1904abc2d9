import { type Line, linesOf } from "./_lines.ts";
import { peek } from "./_peek.ts";
import { isMissing, parseNumber } from "./parse_number.ts";
import { quoted, tableError } from "./table_error.ts";
import type { Table, TableRow } from "./table.ts";

/** What the lines before the cases declare. */
interface Header {
  /** Whether every value has a time. */
  timeStamps: boolean;
  /** The declared classes; absent if cases have none. */
  classes?: readonly string[];
  /** Whether each case ends in a number to be predicted. */
  target: boolean;
}

/**
 * Reads the `.ts` format of the UEA and UCR archives: lines beginning with `@` describe the data, then each
 * line is a case, with dimensions separated by `:`, their values by `,`, and the class last.
 *
 * @throws {TypeError} If there are no cases; while rows are read, naming the line, if a value is not a number,
 *   a class was not declared, or a case has another number of dimensions than the first one.
 */
export async function readTimeSeries(text: AsyncIterable<string>, name: string): Promise<Table> {
  const isData = ({ text }: Line) => /^\s*@data\b/i.test(text);
  const { first, all } = await peek(linesOf(text, name), (blocks) =>
    blocks.some((lines) => {
      const data = lines.findIndex(isData);
      return data >= 0 && lines.slice(data + 1).some(isCase);
    }) || blocks.slice(0, -1).some((lines) => lines.some(isData)) && blocks.at(-1)!.some(isCase));
  const lines = first.flat();
  const data = lines.findIndex(isData);
  if (data < 0) throw tableError({ name }, "it has no line @data");
  const header = headerOf(lines.slice(0, data));
  const start = lines.slice(data + 1).find(isCase);
  if (!start) throw tableError({ name, line: lines[data].number }, "no cases follow");
  const dimensions = split(start.text, header).dimensions.length;
  const columns = [
    ...dimensions === 1
      ? ["value"]
      : Array.from({ length: dimensions }, (_, at) => `dimension ${at + 1}`),
    ...header.timeStamps ? ["time"] : [],
    ...header.classes || header.target ? [header.target ? "target" : "class"] : [],
  ];
  return {
    name,
    format: "time series (.ts)",
    unit: "line",
    columns,
    decimalComma: false,
    notes: [],
    rows: rows(all, name, header, lines[data].number, dimensions),
  };
}

function isCase({ text }: Line): boolean {
  return text.trim() !== "" && !text.startsWith("#");
}

function headerOf(lines: readonly Line[]): Header {
  const header: Header = { timeStamps: false, target: false };
  for (const { text } of lines) {
    const [key, value, ...more] = text.trim().split(/\s+/);
    switch (key.toLowerCase()) {
      case "@timestamps":
        header.timeStamps = /^true$/i.test(value);
        break;
      case "@classlabel":
        if (/^true$/i.test(value)) header.classes = more;
        break;
      case "@targetlabel":
        header.target = /^true$/i.test(value);
        break;
    }
  }
  return header;
}

/** The dimensions of a case as text, and its class or target. */
function split(
  text: string,
  { timeStamps, classes, target }: Header,
): { dimensions: string[]; label?: string } {
  // A colon within parentheses belongs to a time of day.
  const parts = timeStamps ? text.split(/:(?![^(]*\))/) : text.split(":");
  if (!classes && !target) return { dimensions: parts };
  return { label: parts.pop()!.trim(), dimensions: parts };
}

async function* rows(
  blocks: AsyncIterable<Line[]>,
  name: string,
  header: Header,
  dataLine: number,
  dimensions: number,
): AsyncGenerator<TableRow[], void, undefined> {
  for await (const lines of blocks) {
    const block = lines.filter((line) => line.number > dataLine && isCase(line))
      .map((line) => row(line, name, header, dimensions));
    if (block.length > 0) yield block;
  }
}

function row(
  { text, number: line }: Line,
  name: string,
  header: Header,
  expected: number,
): TableRow {
  const { dimensions, label } = split(text, header);
  if (dimensions.length !== expected) {
    throw tableError(
      { name, line },
      `it has ${dimensions.length} dimensions, the first case has ${expected}`,
    );
  }
  const stamped = dimensions.map((dimension) =>
    header.timeStamps
      ? [...dimension.matchAll(/\(([^()]*),([^,()]*)\)/g)].map(([, time, value]) => ({
        time,
        value,
      }))
      : dimension.split(",").map((value) => ({ time: "", value }))
  );
  const series = stamped.map((steps, at) =>
    Float64Array.from(steps, ({ value }, step) => {
      const number = parseNumber(value);
      if (Number.isNaN(number) && !isMissing(value)) {
        throw tableError(
          { name, line },
          `value ${step + 1} of dimension ${at + 1} is not a number, got ${quoted(value)}`,
        );
      }
      return number;
    })
  );
  if (label !== undefined && header.classes?.length && !header.classes.includes(label)) {
    throw tableError(
      { name, line },
      `its class ${quoted(label)} is none of those that @classLabel names`,
    );
  }
  return {
    line,
    cells: [
      ...series,
      ...header.timeStamps ? [stamped[0].map(({ time }) => time.trim())] : [],
      ...label === undefined ? [] : [label],
    ],
  };
}
