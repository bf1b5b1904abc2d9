/** Describes a value in a few words for an error message, also if it cannot be turned into text. */
export function show(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.slice(0, 40));
    case "function":
      return "a function";
    case "bigint":
      return `${value}n`;
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return "an array";
      if ("shape" in value && Array.isArray(value.shape)) return `a tensor [${value.shape.join()}]`;
      return "an object";
    default:
      return String(value);
  }
}
