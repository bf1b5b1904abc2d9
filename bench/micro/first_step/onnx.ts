import { createComputation } from "../../implementations/ts/onnx.ts";
import { measureFirstStep } from "./program.ts";

await measureFirstStep(createComputation);
