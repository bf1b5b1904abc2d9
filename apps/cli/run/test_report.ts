import type { SequenceBatch } from "@bnlstm/data";
import type { ForecastBatch } from "@bnlstm/data/sequences";
import {
  type BatchPass,
  countConfusion,
  forecastErrors,
  restoreModel,
  type TaskData,
} from "@bnlstm/train";
import type { Forecaster, SequenceClassifier } from "@bnlstm/train/models";
import { classReport } from "../report/class_report.ts";
import { forecastReport } from "../report/forecast_report.ts";
import { readCheckpoint } from "./read_checkpoint.ts";
import type { RunFolder } from "./run_folder.ts";

/**
 * How the best checkpoint of a run on the user's own files does on the test part: scores of each class, or
 * errors in the units of the data; `undefined` for other runs.
 */
export async function testReport(
  folder: RunFolder,
  { shape, pass }: TaskData<unknown>,
): Promise<string | undefined> {
  const { reading } = shape;
  if (!reading) return undefined;
  const checkpoint = await readCheckpoint(folder.checkpoint("best"));
  const statistics = checkpoint.population ?? checkpoint.statistics;
  const test = pass("test", checkpoint.config.training.evaluationBatchSize);
  const model = restoreModel(checkpoint);
  try {
    if (reading.forecast) {
      const { targets } = reading.forecast;
      const errors = await forecastErrors(
        model as unknown as Forecaster,
        test as BatchPass<ForecastBatch>,
        statistics,
        reading.forecast,
      );
      return forecastReport(errors, targets.map((at) => reading.roles.features[at].name));
    }
    const { classes } = reading;
    const counts = await countConfusion(
      model as unknown as SequenceClassifier,
      test as BatchPass<SequenceBatch>,
      statistics,
      classes.length,
    );
    return classReport(counts, classes);
  } finally {
    model.dispose();
  }
}
