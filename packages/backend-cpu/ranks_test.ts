import { ranksConformance } from "@bnlstm/testing";

await ranksConformance("cpu");
