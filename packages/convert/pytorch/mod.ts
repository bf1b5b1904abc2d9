/**
 * PyTorch state dicts in safetensors files, in and out.
 *
 * @module
 */

export * from "./export_pytorch.ts";
export * from "./import_pytorch.ts";
