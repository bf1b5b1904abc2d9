import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import * as z from "zod";
import { runConfigSchema, taskConfigSchemas } from "./run_config.ts";
import { TASK_NAMES } from "./data_config.ts";

interface JsonSchema {
  description?: string;
  default?: unknown;
  properties?: Record<string, JsonSchema>;
}

describe("runConfigSchema", () => {
  it("fills in every default", () => {
    const config = runConfigSchema.parse({ training: { batchSize: 3 } });
    assert.equal(config.training.batchSize, 3);
    assert.equal(config.model.gamma, 0.1);
    assert.deepEqual(runConfigSchema.parse(config), config);
  });

  it("names an unknown key and its group", () => {
    const { error } = runConfigSchema.safeParse({ model: { hiddensize: 1 } });
    assert.deepEqual(error?.issues.map(({ code, path }) => [code, path]), [
      ["unrecognized_keys", ["model"]],
    ]);
  });

  it("refuses values out of range", () => {
    for (
      const wrong of [
        { data: { imageSize: 10 } },
        { training: { steps: 0 } },
        { training: { seed: 2 ** 32 } },
        { statistics: { decay: 1 } },
        { optimizer: { name: "lion" } },
        { task: "mnist" },
        { model: { hiddenSize: 1.5 } },
      ]
    ) assert.equal(runConfigSchema.safeParse(wrong).success, false, JSON.stringify(wrong));
  });

  it("refuses what another task has", () => {
    const data = { permutationSeed: 3 };
    assert.ok(runConfigSchema.safeParse({ task: "permuted-mnist", data }).success);
    assert.ok(!runConfigSchema.safeParse({ task: "sequential-mnist", data }).success);
  });

  for (const task of TASK_NAMES) {
    const { properties } = z.toJSONSchema(taskConfigSchemas[task], { io: "input" }) as JsonSchema;

    it(`has a help text and a default for every option of ${task}`, () => {
      const walk = (path: string, { description, properties, default: value }: JsonSchema) => {
        assert.ok(description, `${path} has a help text`);
        assert.notEqual(value, undefined, `${path} has a default`);
        for (const [name, child] of Object.entries(properties ?? {})) {
          walk(`${path}.${name}`, child);
        }
      };
      for (const [name, child] of Object.entries(properties!)) walk(name, child);
    });

    it(`gives each option of ${task} a name of its own, so that flags need no group`, () => {
      const names = Object.values(properties!).flatMap((group) =>
        Object.keys(group.properties ?? {})
      );
      assert.equal(new Set(names).size, names.length);
    });
  }
});
