import { benchmark } from "./benchmark/about.tsx";
import { characters } from "./characters/about.tsx";
import { checkpoint } from "./checkpoint/about.tsx";
import type { Demo } from "./demo.ts";
import { digits } from "./digits/about.tsx";
import { gradientFlow } from "./gradient_flow/about.tsx";
import { lengths } from "./lengths/about.tsx";
import { statistics } from "./statistics/about.tsx";

/** The demos, in the order in which they tell the story. */
export const DEMOS: readonly Demo[] = [
  gradientFlow as Demo,
  digits as Demo,
  characters as Demo,
  statistics as Demo,
  lengths as Demo,
  checkpoint as Demo,
  benchmark as Demo,
];
