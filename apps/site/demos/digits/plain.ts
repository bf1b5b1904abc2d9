import type { Settings } from "../../client/experiment.ts";

/** What makes the plain LSTM of a BN-LSTM. The noise on h_0 is a remedy for trouble that only the latter has. */
export const PLAIN: Settings = { "model.normalization": "none", "model.initialStateNoise": 0 };
