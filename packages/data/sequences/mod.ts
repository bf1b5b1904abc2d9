/**
 * Your own sequences: from tables in files to the inputs of a model. Everything learned on the way, such as
 * means and categories, is learned from training sequences only.
 *
 * @example
 * ```ts
 * import { openTable } from "@bnlstm/data/tables";
 * import { encodeSequence, fitEncoding, guessRoles, profileTable, readSequences } from "@bnlstm/data/sequences";
 *
 * const text = "id,time,speed,label\na,1,3,walk\na,2,4,walk\nb,1,9,run\nb,2,8,run\nb,3,9,run\n";
 * const open = () =>
 *   openTable({ name: "x.csv", stream: () => Promise.resolve(new Blob([text]).stream()) });
 * const { roles } = guessRoles(await profileTable(await open()), "sequence-classification");
 * const options = { labeled: true, refuseMissing: true, scattered: false };
 * const sequences = await Array.fromAsync(readSequences(await open(), roles, options));
 * const encoding = fitEncoding(sequences, roles.features, { missing: "refuse", fold: 1 });
 * console.log(sequences[1].label, encodeSequence(sequences[1], encoding)); // run and three numbers
 * ```
 *
 * @module
 */

export type * from "./column_roles.ts";
export * from "./detect_season.ts";
export * from "./divide_sequences.ts";
export * from "./shared_sequences.ts";
export * from "./encoded_sequences.ts";
export * from "./forecast_windows.ts";
export * from "./guess_roles.ts";
export * from "./load_seattle_weather.ts";
export * from "./naive_rules.ts";
export * from "./parse_timestamp.ts";
export * from "./profile_table.ts";
export * from "./read_sequences.ts";
export type * from "./sequence.ts";
export * from "./sequence_encoding.ts";
export * from "./sorted_by_time.ts";
