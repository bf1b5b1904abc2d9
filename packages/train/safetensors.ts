/**
 * The safetensors format: named arrays with metadata, in one file.
 *
 * @module
 */

export { readSafetensors } from "./checkpoint/read_safetensors.ts";
export { writeSafetensors } from "./checkpoint/write_safetensors.ts";
export {
  SAFETENSORS_TYPES,
  type SafetensorsFile,
  type SafetensorsTensor,
  type SafetensorsValues,
} from "./checkpoint/safetensors_file.ts";
