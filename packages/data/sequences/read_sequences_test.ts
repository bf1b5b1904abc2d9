import { openTable } from "../tables/open_table.ts";
import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import type { GivenColumns, RolesFor } from "./column_roles.ts";
import { guessRoles } from "./guess_roles.ts";
import { profileTable } from "./profile_table.ts";
import { readSequences, type ReadSequencesOptions } from "./read_sequences.ts";

const open = (text: string) =>
  openTable({ name: "x.csv", stream: () => Promise.resolve(new Blob([text]).stream()) });

const guess = async (
  text: string,
  task: RolesFor = "sequence-classification",
  given: GivenColumns = {},
) => guessRoles(await profileTable(await open(text)), task, given);

async function read(
  text: string,
  given: GivenColumns = {},
  options: Partial<ReadSequencesOptions> = {},
) {
  const { roles } = await guess(text, "sequence-classification", given);
  return await Array.fromAsync(readSequences(await open(text), roles, {
    labeled: true,
    refuseMissing: false,
    scattered: true,
    ...options,
  }));
}

const steps = `id,time,speed,mode,label,subject
a,1,3,on,walk,ann
a,2,4,off,walk,ann
b,1,9,on,run,bob
b,2,,on,run,bob
b,3,7,on,run,bob
c,1,5,on,walk,cyd
`;

describe("guessRoles()", () => {
  it("finds sequence, time, class, group and features where a row is a step", async () => {
    const { roles, guesses } = await guess(steps);
    assert.deepEqual(roles, {
      layout: "step",
      sequence: ["id"],
      time: ["time"],
      label: "label",
      group: "subject",
      features: [
        { name: "speed", kind: "number", columns: ["speed"] },
        { name: "mode", kind: "category", columns: ["mode"] },
      ],
    });
    assert.equal(guesses[0], '"time" is taken for the time of each step');
  });

  it("finds them by their values where names say nothing", async () => {
    const rows = Array.from(
      { length: 40 },
      (_, row) => [row >> 2, (row * 7) % 11 / 4, row < 20 ? "x" : "y"].join(","),
    );
    const { roles } = await guess(`p,q,r\n${rows.join("\n")}\n`);
    assert.deepEqual([roles.layout, roles.sequence, roles.label], ["step", ["p"], "r"]);
    // Classes may come again.
    const again = rows.map((row, at) => row.replace(/[xy]$/, at % 8 < 4 ? "x" : "y"));
    const { roles: { sequence, label } } = await guess(`p,q,r\n${again.join("\n")}\n`);
    assert.deepEqual([sequence, label], [["p"], "r"]);
    // Rows that are sorted by their class are no sequences.
    const sorted = rows.map((row) => row.split(",")).map(([, q, r], at) =>
      `${q},${at / 8},${r},${r}s`
    );
    assert.equal((await guess(`a,b,r,name\n${sorted.join("\n")}\n`)).roles.layout, "columns");
  });

  it("takes each row for a sequence where steps are columns, of one variable or several", async () => {
    const wide = "walk,1.5,2.5,3.5\nrun,4.5,5.5,6.5\nwalk,7.5,8.5,9\nrun,1,2,3\n";
    const { roles } = await guess(wide);
    assert.deepEqual([roles.layout, roles.label], ["columns", "column 1"]);
    assert.deepEqual(roles.features, [{
      name: "value",
      kind: "number",
      columns: ["column 2", "column 3", "column 4"],
    }]);
    const two = "x_0,x_1,y_0,y_1,label\n1,2,3,4,a\n5,6,7,8,b\n9,8,7,6,a\n1,1,2,2,b\n";
    const { roles: { features } } = await guess(two);
    assert.deepEqual(features.map(({ name, columns }) => [name, ...columns]), [
      ["x", "x_0", "x_1"],
      ["y", "y_0", "y_1"],
    ]);
    const ucr = "2,0.5,1.5\n1,2.5,0.5\n2,0.1,0.7\n1,0.2,0.9\n";
    assert.equal((await guess(ucr)).roles.label, "column 1");
  });

  it("finds sequences of which there are more than it counts", async () => {
    const rows = Array.from(
      { length: 36_000 },
      (_, row) => `s${row / 3 | 0},${row % 3},${row % 7}.5,${row / 3 & 1 ? "a" : "b"}`,
    );
    const { roles } = await guess(`id,t,x,label\n${rows.join("\n")}\n`);
    assert.deepEqual([roles.layout, roles.sequence, roles.label], ["step", ["id"], "label"]);
  });

  it("takes columns together where one does not tell steps apart", async () => {
    const table = (head: string, rows: (readonly unknown[])[]) => [head, ...rows].join("\n");
    const days = Array.from({ length: 30 }, (_, day) => day);
    const demand = table(
      "date,store,item,sales",
      [1, 2].flatMap((store) =>
        [1, 2, 3].flatMap((item) =>
          days.map((day) => [`2020-01-${day + 1}`, store, item, day * item])
        )
      ),
    );
    const { roles } = await guess(demand, "forecasting");
    assert.deepEqual([roles.sequence, roles.time], [["store", "item"], ["date"]]);
    const series = await Array.fromAsync(
      readSequences(await open(demand), roles, {
        labeled: false,
        refuseMissing: false,
        scattered: true,
      }),
    );
    assert.deepEqual(series.map(({ id }) => id), [
      "1 / 1",
      "1 / 2",
      "1 / 3",
      "2 / 1",
      "2 / 2",
      "2 / 3",
    ]);
    assert.deepEqual(series[4].values, [days.map((day) => 2 * day)]);

    const clock = table("Date;Time;load", days.map((day) => ["16/12/2006", `0:${day + 10}`, day]));
    const { roles: { time } } = await guess(clock.replaceAll(",", ";"), "forecasting");
    assert.deepEqual(time, ["Date", "Time"]);
    const parts = table(
      "No,year,month,day,hour,pm",
      days.map((day) => [day, 2010, 1, 1, day, day % 7]),
    );
    const found = (await guess(parts, "forecasting")).roles;
    assert.deepEqual(found.time, ["year", "month", "day", "hour"]);
    assert.deepEqual(found.features.map(({ name }) => name), ["pm"]);
    // A year of four rows is no time, and a quarter no class.
    const quarters = table(
      "year,quarter,gdp",
      days.map((day) => [2000 + (day >> 2), day % 4, day / 4]),
    );
    assert.equal((await guess(quarters, "forecasting")).roles.time, undefined);
    await assert.rejects(guess(quarters), /no column looks like a class/);
  });

  it("ends sequences where their class changes, if it goes on for a while", async () => {
    const rows = [1, 2, 3, 4].flatMap((user) =>
      ["walk", "sit"].flatMap((activity) =>
        Array.from({ length: 10 }, (_, step) => [user, activity, step, step / 2].join(","))
      )
    );
    const text = `user,activity,time_ms,x\n${rows.join("\n")}\n`;
    const { roles } = await guess(text);
    assert.deepEqual(roles, {
      layout: "step",
      sequence: ["user", "activity"],
      time: ["time_ms"],
      label: "activity",
      group: "user",
      features: [{ name: "x", kind: "number", columns: ["x"] }],
    });
    assert.equal((await read(text)).length, 8);
    const codes = text.replaceAll("walk", "1").replaceAll("sit", "2").replace("activity", "code");
    const given = (await guess(codes, "sequence-classification", { label: "code" })).roles;
    assert.deepEqual([given.sequence, given.group], [["user", "code"], "user"]);
    // Whoever predicts does not know the class.
    const unlabeled = text.replace(/,activity|,walk|,sit/g, "").replace(/(?:^1,.*\n){10}/m, "");
    const options = { labeled: false, refuseMissing: false, scattered: true };
    const [first] = await Array.fromAsync(
      readSequences(await open(unlabeled.split("\n").slice(0, 11).join("\n")), roles, options),
    );
    assert.deepEqual([first.id, first.label, first.length], ["1", undefined, 10]);
    // What changes with every other step is no class of a segment.
    const restless = [1, 2, 3, 4].flatMap((user) =>
      Array.from(
        { length: 20 },
        (_, step) => `${user},${step & 2 ? "walk" : "sit"},${step},${step}.5`,
      )
    );
    const { roles: { sequence } } = await guess(
      `user,activity,time_ms,x\n${restless.join("\n")}\n`,
      "sequence-classification",
      { label: "activity" },
    );
    assert.deepEqual(sequence, ["user"]);
    // Series, each of a kind of its own, are nothing to classify by the kind.
    const series = `symbol,date,price\n${
      ["A", "B"].flatMap((symbol) =>
        Array.from({ length: 20 }, (_, day) => `${symbol},2020-01-${day + 1},${day}.5`)
      ).join("\n")
    }\n`;
    assert.deepEqual((await guess(series, "forecasting")).roles.sequence, ["symbol"]);
    assert.equal((await guess(series)).roles.layout, "columns");
    await assert.rejects(guess(series.replace("symbol", "series")), /no column looks like a class/);
  });

  it("finds texts and their classes", async () => {
    const { roles } = await guess(
      "ham,hello you\nspam,win now\nham,see you\nspam,free\n",
      "text-classification",
    );
    assert.deepEqual(roles, {
      layout: "text",
      text: "column 2",
      label: "column 1",
      sequence: undefined,
      group: undefined,
      features: [],
    });
  });

  it("takes what was given, and says what does not exist", async () => {
    const { roles } = await guess(steps, "sequence-classification", {
      label: "subject",
      features: ["speed"],
    });
    assert.deepEqual([roles.label, roles.features.length], ["subject", 1]);
    await assert.rejects(
      guess(steps, "sequence-classification", { label: "class" }),
      /^TypeError: Cannot read x.csv: it has no column "class"; it has id, time, speed/,
    );
    await assert.rejects(
      guess("a,b\n1.5,2.5\n3.5,4.5\n"),
      /^TypeError: Cannot read x.csv: no column looks like a class; name it by --label-column$/,
    );
  });
});

describe("profileTable()", () => {
  it("keeps a sample from all over a table", async () => {
    const rows = Array.from({ length: 40_000 }, (_, row) => row % 7);
    const { sample } = await profileTable(await open(`a\n${rows.join("\n")}\n`));
    assert.ok(sample.length <= 10 * 512);
    const blocks = sample.filter((_, at) => at % 512 === 0).map(({ line }) => line);
    assert.deepEqual(blocks, blocks.map((_, at) => blocks[0] + at * (blocks[1] - blocks[0])));
    assert.ok(blocks.at(-1)! > 30_000);
  });
});

describe("readSequences()", () => {
  it("puts steps together, in the order of their times, wherever their rows are", async () => {
    const [head, a1, a2, b1, b2, b3, c1] = steps.trim().split("\n");
    const [a, b, c] = await read([head, a2, b3, c1, b1, a1, b2].join("\n"));
    assert.deepEqual([a.id, b.id, c.id], ["a", "b", "c"]);
    assert.deepEqual(b.values, [[9, NaN, 7], ["on", "on", "on"]]);
    assert.deepEqual([a.values[0], a.times, a.label, a.group], [[3, 4], ["1", "2"], "walk", "ann"]);
    assert.deepEqual([a.line, b.line], [2, 3]);
  });

  it("hands sequences on as soon as they are complete, if their rows are together", async () => {
    const { roles } = await guess(steps);
    const pulled: string[] = [];
    const table = await open(steps);
    const rows = async function* () {
      for await (const block of table.rows) {
        for (const row of block) {
          pulled.push(String(row.line));
          yield [row];
        }
      }
    };
    const options = { labeled: false, refuseMissing: false, scattered: false };
    for await (const { id } of readSequences({ ...table, rows: rows() }, roles, options)) {
      pulled.push(id);
    }
    assert.equal(pulled.join(" "), "2 3 4 a 5 6 7 b c");
    const apart = steps + "a,3,5,on,walk,ann\n";
    await assert.rejects(read(apart, {}, { scattered: false }), {
      message:
        'Cannot read x.csv: line 8, column 1 (id): rows of sequence "a", which begins on line 2, ' +
        "are not together; sort the file by it",
    });
  });

  it("tells sequences apart whose names look the same when joined", async () => {
    const text =
      "store,item,time,v,label\nA / B,C,1,1,x\nA / B,C,2,2,x\nA,B / C,1,3,y\nA,B / C,2,4,y\n";
    for (const scattered of [true, false]) {
      const given = {
        sequence: ["store", "item"],
        time: ["time"],
        label: "label",
        features: ["v"],
      };
      const sequences = await read(text, given, { scattered });
      assert.deepEqual(sequences.map(({ id, values }) => [id, values]), [
        ["A / B / C", [[1, 2]]],
        ["A / B / C", [[3, 4]]],
      ]);
    }
  });

  it("takes the same number for the same class, however it is written", async () => {
    const sequences = await read("1.0000e+00 2 3\n2.0 3 4\n1 5 6\n2 7 8\n", { label: "column 1" });
    assert.deepEqual(sequences.map(({ label }) => label), ["1", "2", "1", "2"]);
  });

  it("leaves out what is missing at the end of a row, and nothing in between", async () => {
    const [a, b] = await read("l,1,2,3,4\nx,1.5,,3.5,\ny,1,2,NA,NaN\nx,1,2,3,4\ny,4,3,2,1\n");
    assert.deepEqual([a.values, b.values], [[[1.5, NaN, 3.5]], [[1, 2]]]);
  });

  it("holds no more at once than it may", async () => {
    const held = (mostValues: number, scattered: boolean) =>
      read(steps, {}, { mostValues, scattered });
    assert.equal((await held(12, true)).length, 3);
    await assert.rejects(held(11, true), {
      message: "Cannot read x.csv: line 7: its sequences have more than 11 values up to here, " +
        "which is too much to hold at once",
    });
    assert.equal((await held(6, false)).length, 3);
    await assert.rejects(held(5, false), {
      message: 'Cannot read x.csv: line 6: sequence "b" has more than 5 values up to here, ' +
        "which is too much to hold at once",
    });
  });

  it("says with line and column what is wrong", async () => {
    const refuses = (text: string, problem: string, options?: Partial<ReadSequencesOptions>) =>
      assert.rejects(read(text, { sequence: ["id"], label: "label" }, options), {
        name: "TypeError",
        message: `Cannot read x.csv: ${problem}`,
      });
    const [head, ...rows] = steps.trim().split("\n");
    const many = Array.from({ length: 40 }, (_, at) => `z${at >> 1},${at % 2},1,on,run,dan`);
    const refusesRow = (row: string, problem: string, options?: Partial<ReadSequencesOptions>) =>
      refuses([head, ...rows, ...many, row].join("\n"), `line 48, ${problem}`, options);
    await refusesRow("d,1,fast,on,run,eve", 'column 3 (speed): "fast" is not a number');
    await refusesRow("d,1,inf,on,run,eve", 'column 3 (speed): "inf" is not finite');
    await refusesRow("d,1,2,on,,eve", "column 5 (label): the class is missing");
    await refusesRow(
      ",1,2,on,run,eve",
      "column 1 (id): it does not say which sequence the row belongs to",
    );
    await refusesRow(
      "a,9,2,on,run,ann",
      'column 5 (label): sequence "a" has "run" here and "walk" on line 2; it must have one class',
    );
    await refusesRow(
      "a,2,2,on,walk,ann",
      'column 2 (time): the time "2" occurs on line 3 too',
    );
    await refuses(
      steps,
      "line 5, column 3 (speed): the value is missing",
      { refuseMissing: true },
    );
    await refuses(
      `${head}\n`,
      "it has no records, only the names of columns",
    );
  });
});
