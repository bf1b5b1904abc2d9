import { z } from "zod";

/** Which sequences a run sees. */
export interface DataConfig {
  /** Height and width to which MNIST images are averaged; they give `imageSize²` steps. */
  imageSize: 28 | 14 | 7;
  /** Training images used, the first of 50,000. */
  trainExamples: number;
  /** Validation images used, the first of 10,000. */
  validExamples: number;
  /** Test images used, the first of 10,000. */
  testExamples: number;
  /** How `permuted-mnist` draws its order of pixels: without or with replacement. */
  permutation: "uniform" | "authors";
  /** Seed of the order of pixels. */
  permutationSeed: number;
}

/** Seeds are what every generator takes: whole numbers below 2³². */
export const seedSchema: z.ZodType<number, number> = z.int().min(0).max(2 ** 32 - 1);

/** Schema of {@linkcode DataConfig}, with defaults and help texts. */
export const dataConfigSchema: z.ZodType<DataConfig> = z.strictObject({
  imageSize: z.literal([28, 14, 7]).default(14)
    .describe("height and width to which images are averaged: 28 gives 784 steps, 14 196, 7 49"),
  trainExamples: z.int().min(1).max(50_000).default(50_000).describe("training images used"),
  validExamples: z.int().min(1).max(10_000).default(10_000).describe("validation images used"),
  testExamples: z.int().min(1).max(10_000).default(10_000).describe("test images used"),
  permutation: z.enum(["uniform", "authors"]).default("uniform")
    .describe(
      "order of pixels in permuted-mnist: a true permutation, or the authors' draw with replacement",
    ),
  permutationSeed: seedSchema.default(0).describe("seed of the order of pixels"),
});
