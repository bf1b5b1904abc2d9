import { runConfigSchema } from "@bnlstm/train";
import { TASK_NAMES } from "@bnlstm/train/config";
import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { parse } from "smol-toml";
import { CONFIG_FIELDS } from "./config_fields.ts";
import { InputError } from "../input_error.ts";
import { RECIPES } from "./recipes.ts";
import { resolveConfig } from "./resolve_config.ts";

describe("resolveConfig()", () => {
  const none = new Map();
  const flag = (name: string, text: string) =>
    new Map([[CONFIG_FIELDS.find((field) => field.flag === name)!, text]]);
  const recipe = (text: string) => ({ name: "mine.toml", text });
  const refuses = (message: string, run: () => unknown) =>
    assert.throws(run, (error) => {
      assert.ok(error instanceof InputError, String(error));
      assert.equal(error.message, message);
      return true;
    });

  it("puts recipes over defaults and flags over recipes", () => {
    assert.equal(resolveConfig(undefined, none).optimizer.learningRate, 1e-2);
    const mine = recipe("[optimizer]\nlearningRate = 0.5\n[training]\nsteps = 7");
    assert.equal(resolveConfig(mine, none).optimizer.learningRate, 0.5);
    const config = resolveConfig(mine, flag("--learning-rate", "0.25"));
    assert.equal(config.optimizer.learningRate, 0.25);
    assert.equal(config.training.steps, 7);
    assert.equal(resolveConfig(undefined, flag("--optimizer", "sgd")).optimizer.name, "sgd");
  });

  it("means by no recipe and no flags what the schema means by no settings", () => {
    assert.deepEqual(resolveConfig(undefined, none), runConfigSchema.parse({}));
    for (const task of TASK_NAMES) {
      assert.deepEqual(
        resolveConfig(undefined, flag("--task", task)),
        runConfigSchema.parse({ task }),
      );
    }
  });

  it("takes the defaults of the task, and refuses what the task does not have", () => {
    const permuted = flag("--task", "permuted-mnist");
    assert.partialDeepStrictEqual(resolveConfig(undefined, permuted).model, {
      initialStateNoise: 0,
    });
    const named = recipe('task = "permuted-mnist"\n[data]\npermutationSeed = 3');
    assert.partialDeepStrictEqual(resolveConfig(named, none).data, { permutationSeed: 3 });
    refuses(
      "Cannot use --permutation-seed 3: task sequential-mnist has no such setting",
      () => resolveConfig(undefined, flag("--permutation-seed", "3")),
    );
    refuses(
      "Cannot use data.permutationSeed = 3 of recipe mine.toml: task sequential-mnist has no such " +
        "setting",
      () => resolveConfig(named, flag("--task", "sequential-mnist")),
    );
  });

  for (const [name, text] of Object.entries(RECIPES)) {
    it(`takes every value of recipe ${name}`, () => {
      const config = resolveConfig({ name, text }, none);
      assert.partialDeepStrictEqual(config, parse(text));
      assert.deepEqual(runConfigSchema.parse(config), config);
    });

    it(`finds in recipe ${name} only what differs from the defaults`, () => {
      const { task, ...tables } = parse(text) as Record<string, Record<string, unknown>>;
      const defaults = runConfigSchema.parse({ task }) as unknown as typeof tables;
      for (const [table, values] of Object.entries(tables)) {
        for (const [key, value] of Object.entries(values)) {
          assert.notEqual(value, defaults[table][key], `${table}.${key}`);
        }
      }
    });
  }

  it("refuses unknown keys with the nearest known one", () => {
    refuses(
      "Cannot read recipe mine.toml: unknown key model.hidenSize; did you mean model.hiddenSize?",
      () => resolveConfig(recipe("[model]\nhidenSize = 3"), none),
    );
    refuses(
      "Cannot read recipe mine.toml: unknown key model.batchSize; did you mean training.batchSize?",
      () => resolveConfig(recipe("[model]\nbatchSize = 3"), none),
    );
    refuses(
      "Cannot read recipe mine.toml: unknown key optimizr; did you mean optimizer?",
      () => resolveConfig(recipe("[optimizr]\nlearningRate = 3"), none),
    );
    refuses(
      "Cannot read recipe mine.toml: unknown key data.xyzzyplugh",
      () => resolveConfig(recipe("[data]\nxyzzyplugh = 3"), none),
    );
  });

  it("refuses values that are not allowed, and says where they come from", () => {
    refuses(
      "Cannot use --hidden-size 1.5: it must be a whole number >= 1",
      () => resolveConfig(undefined, flag("--hidden-size", "1.5")),
    );
    refuses(
      "Cannot use --image-size ten: it must be one of 28, 14, 7, 4",
      () => resolveConfig(undefined, flag("--image-size", "ten")),
    );
    refuses(
      'Cannot use model.normalization = "layer" of recipe mine.toml: it must be one of batch, none',
      () => resolveConfig(recipe('[model]\nnormalization = "layer"'), none),
    );
    refuses(
      "Cannot read recipe mine.toml: model must be a table",
      () => resolveConfig(recipe("model = 3"), none),
    );
  });

  it("lets a flag replace a wrong value of the recipe", () => {
    const wrong = recipe("[model]\nhiddenSize = 0");
    assert.equal(resolveConfig(wrong, flag("--hidden-size", "5")).model.hiddenSize, 5);
  });

  it("says where a recipe is not TOML", () => {
    assert.throws(
      () => resolveConfig(recipe("[model]\nhiddenSize = = 3"), none),
      /^InputError: Cannot read recipe mine.toml: .*, line 2$/,
    );
  });
});
