import { describe, it } from "@bnlstm/testing";
import assert from "node:assert/strict";
import { taskConfigSchemas } from "../config/run_config.ts";
import { loadTaskData } from "./load_task_data.ts";
import { TASKS } from "./tasks.ts";

describe("tasks on your own files", () => {
  const given = {
    "sequence-classification": {
      validFile: "a.csv",
      testFile: "a.csv",
      header: "absent",
      labelColumn: "a",
      groupColumn: "a",
      sequenceColumn: "a",
      timeColumn: "a",
      featureColumns: "a,b",
    },
    "text-classification": { textColumn: "a", labelColumn: "a" },
    "forecasting": { validFile: "a.csv", testFile: "a.csv" },
  } as const;

  for (const [task, settings] of Object.entries(given)) {
    for (const [key, value] of Object.entries(settings)) {
      it(`refuse ${key} where there is no file to train on, in ${task}`, async () => {
        const config = taskConfigSchemas[task as keyof typeof given].parse({
          data: { [key]: value },
        });
        const flag = `--${key.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}`;
        await assert.rejects(loadTaskData(config), {
          name: "RangeError",
          message:
            `Cannot use ${flag} ${value}: it is for files of your own, and no --train-file is named`,
        });
      });
    }
  }

  it("take columns of the series that comes with forecasting", async () => {
    const config = taskConfigSchemas.forecasting.parse({
      data: { targetColumns: "wind", featureColumns: "wind" },
    });
    const data = await loadTaskData(config);
    assert.deepEqual(data.shape.reading!.roles.features.map(({ name }) => name), ["wind"]);
    // The size of the model and the learning rate have their defaults.
    assert.deepEqual(Object.keys(TASKS.forecasting.suggest!(data)), ["training"]);
  });
});
