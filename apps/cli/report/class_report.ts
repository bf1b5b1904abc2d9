import * as Plot from "@observablehq/plot";
import { type ConfusionMatrix, scoreClasses } from "@bnlstm/train";
import { textTable } from "../terminal/text_table.ts";
import { drawSvg } from "./draw_svg.ts";

/** More classes than this do not fit side by side in a terminal. */
const MOST_SHOWN = 20;

/** How well classes are distinguished: the scores of each, and a confusion matrix. */
export function classReport(counts: ConfusionMatrix, classes: readonly string[]): string {
  const { accuracy, macroF1, classes: scores } = scoreClasses(counts);
  const percent = (value: number) => (100 * value).toFixed(1);
  const table = textTable([
    ["class", "sequences", "precision %", "recall %", "F1 %"],
    ...scores.map(({ support, precision, recall, f1 }, at) => [
      classes[at],
      String(support),
      percent(precision),
      percent(recall),
      percent(f1),
    ]),
  ]);
  const matrix = classes.length > MOST_SHOWN ? [] : [
    "",
    "rows are the truth, columns what it was taken for",
    textTable([
      ["", ...classes.map((name) => name.slice(0, 12))],
      ...counts.map((row, at) => [classes[at].slice(0, 12), ...row.map(String)]),
    ]),
  ];
  return [
    `accuracy ${percent(accuracy)}%, macro F1 ${percent(macroF1)}%`,
    "",
    table,
    ...matrix,
  ].join("\n");
}

/** A confusion matrix as a picture. */
export function confusionSvg(counts: ConfusionMatrix, classes: readonly string[]): string {
  const cells = counts.flatMap((row, truth) => {
    const total = row.reduce((a, b) => a + b, 0) || 1;
    return row.map((count, answer) => ({
      truth: classes[truth],
      answer: classes[answer],
      count,
      share: count / total,
    }));
  });
  const side = Math.min(900, 140 + 44 * classes.length);
  return drawSvg({
    width: side,
    height: side,
    marginLeft: 90,
    marginBottom: 60,
    padding: 0.05,
    x: { domain: classes, label: "taken for" },
    y: { domain: classes, label: "truth" },
    color: { range: ["#80889018", "#2f81f7"], interpolate: "rgb", domain: [0, 1] },
    marks: [
      Plot.cell(cells, { x: "answer", y: "truth", fill: "share" }),
      Plot.text(cells.filter(({ count }) => count > 0), { x: "answer", y: "truth", text: "count" }),
    ],
  });
}
