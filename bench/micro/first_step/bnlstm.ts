import { createComputation } from "../../implementations/ts/bnlstm.ts";
import { measureFirstStep } from "./program.ts";

await measureFirstStep(createComputation);
