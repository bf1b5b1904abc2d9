import { type Command, Option } from "commander";
import { wholeNumber } from "./number_arguments.ts";

/** Which command the flags are for. */
type Use = "train" | "resume" | "eval";

/** Adds the flags of `MachineOptions` to a command. */
export function addMachineOptions(command: Command, use: Use): void {
  const otherwise = (usual: string) =>
    use === "resume" ? "default: as in the last session" : `default: ${usual}`;
  const add = (flags: string, description: string) => {
    const option = new Option(flags, description).helpGroup("Machine, backend wasm:");
    if (option.required) option.argParser(wholeNumber(1));
    command.addOption(option);
  };
  add("--threads <n>", `threads that compute (${otherwise("one for each core")})`);
  add(
    "--blas",
    "multiply large layers with oneDNN, OpenBLAS, Accelerate or MKL, or the library in BNLSTM_BLAS; needs " +
      `--allow-ffi of deno run, or your consent when Deno asks (${otherwise("off")})`,
  );
  if (use === "resume") add("--no-blas", "multiply without such a library");
  if (use === "eval") return;
  add(
    "--recompute <n>",
    "keep what the backward pass needs for n time steps at a time, and compute it again for the others: " +
      `a third slower, but little memory for long sequences (${otherwise("keep all")})`,
  );
}
