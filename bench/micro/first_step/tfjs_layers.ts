import { createComputation } from "../../implementations/ts/tfjs_layers.ts";
import { measureFirstStep } from "./program.ts";

await measureFirstStep(createComputation);
