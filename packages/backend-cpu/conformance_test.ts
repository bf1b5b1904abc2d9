import { conformance, cpuConformance } from "@bnlstm/testing";
import "./mod.ts";

conformance(cpuConformance());
