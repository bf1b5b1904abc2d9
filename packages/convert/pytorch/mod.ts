/**
 * Import and export of PyTorch state dicts in safetensors files.
 *
 * @module
 */

export * from "./export_pytorch.ts";
export * from "./import_pytorch.ts";
