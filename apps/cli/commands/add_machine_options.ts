import { type Command, InvalidArgumentError, Option } from "commander";

/** What a command does with the flags. */
type Use = "train" | "resume" | "eval";

/** Adds the flags of `MachineOptions` to a command. */
export function addMachineOptions(command: Command, use: Use): void {
  const otherwise = (usual: string) =>
    use === "resume" ? "default: as in the last session" : `default: ${usual}`;
  const add = (flags: string, description: string) => {
    const option = new Option(flags, description).helpGroup("Machine, backend wasm:");
    if (option.required) option.argParser(wholeNumber);
    command.addOption(option);
  };
  add("--threads <n>", `threads that compute (${otherwise("the cores there are")})`);
  add(
    "--blas",
    "multiply large layers with OpenBLAS, Accelerate or MKL, or the library in BNLSTM_BLAS; needs " +
      `--allow-ffi of deno run, or a yes when asked (${otherwise("off")})`,
  );
  if (use === "resume") add("--no-blas", "multiply without");
  if (use === "eval") return;
  add(
    "--recompute <n>",
    "keep the residuals of n time steps at a time and compute each window again on the way back: a " +
      `third slower, with little memory for long sequences (${otherwise("keep all")})`,
  );
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("It must be a whole number >= 1.");
  return Number(text);
}
