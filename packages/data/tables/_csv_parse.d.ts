/** The part of `csv-parse/stream` that is used. Its own types would bring those of Node into every module. */
export function parse(options: {
  delimiter: string;
  quote: string | null;
  record_delimiter: string[];
  relax_column_count: boolean;
  relax_quotes: boolean;
  max_record_size: number;
}): TransformStream<Uint8Array, string[]>;
