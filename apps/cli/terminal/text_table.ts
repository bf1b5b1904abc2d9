/**
 * Lays out rows in columns: text to the left, columns of numbers to the right.
 *
 * @param rows Cells of each row; the first row is the heading.
 */
export function textTable(rows: readonly (readonly string[])[]): string {
  const columns = rows[0].map((_, column) => {
    const cells = rows.map((row) => row[column]);
    const width = Math.max(...cells.map((cell) => cell.length));
    const numbers = cells.slice(1).some((cell) => /^-?\d/.test(cell));
    return (cell: string) => numbers ? cell.padStart(width) : cell.padEnd(width);
  });
  return rows.map((row) => row.map((cell, column) => columns[column](cell)).join("  ").trimEnd())
    .join("\n");
}
