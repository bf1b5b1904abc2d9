import { InvalidTypeError } from "@bnlstm/core";
import { quoted } from "@bnlstm/data/tables";
import type { OwnSequences } from "./_own_sequences.ts";

/** Names of columns that people usually want to forecast. */
const USUAL =
  /^(y|target|value|values|sales|demand|load|price|close|count|cnt|passengers|temperature)$/i;

/**
 * Indices of the features that are forecast: the named ones, or else the one whose name suggests it, or else
 * all numbers. Notes say which.
 *
 * @param columns Names separated by commas.
 * @throws {TypeError} If a column does not exist, or is not a number.
 */
export function targetsOf(
  { roles: { features }, notes, profile }: Pick<OwnSequences, "roles" | "notes" | "profile">,
  columns: string,
): number[] {
  if (columns !== "") {
    return columns.split(",").map((column) => {
      const place = features.findIndex(({ name }) => name === column.trim());
      if (features[place]?.kind === "number") return place;
      throw new InvalidTypeError(
        `Cannot forecast ${quoted(column.trim())} of ${profile.name}: it is no column of numbers`,
      );
    });
  }
  const numbers = features.flatMap(({ kind }, place) => kind === "number" ? [place] : []);
  if (numbers.length === 0) {
    throw new InvalidTypeError(`Cannot forecast ${profile.name}: it has no column of numbers`);
  }
  const usual = numbers.filter((place) => USUAL.test(features[place].name));
  const targets = usual.length === 1 ? usual : numbers;
  const names = targets.map((place) => quoted(features[place].name)).join(", ");
  notes.push(
    `${names} ${targets.length === 1 ? "is" : "are"} forecast; others by --target-columns`,
  );
  return targets;
}
