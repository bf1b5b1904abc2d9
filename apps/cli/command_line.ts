import { Command } from "commander";
import { addBackendsCommand } from "./commands/backends_command.ts";
import { addDescribeCommand } from "./commands/describe_command.ts";
import { addEvalCommand } from "./commands/eval_command.ts";
import { addFigureCommand } from "./commands/figure_command.ts";
import { addExportCommand } from "./commands/export_command.ts";
import { addImportCommand } from "./commands/import_command.ts";
import { addInspectCommand } from "./commands/inspect_command.ts";
import { addPlotCommand } from "./commands/plot_command.ts";
import { addPredictCommand } from "./commands/predict_command.ts";
import { addResumeCommand } from "./commands/resume_command.ts";
import { addSampleCommand } from "./commands/sample_command.ts";
import { addTrainCommand } from "./commands/train_command.ts";
import { VERSION } from "./version.ts";

/** The command line of `bnlstm`: what can be typed, and the help about it. */
export function commandLine(): Command {
  const program = new Command("bnlstm")
    .description("Train and examine batch-normalized LSTMs (Cooijmans et al., 2016).")
    .version(VERSION)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      // Errors are printed in one place, main.
      outputError: () => {},
      // Help is not colored: finding out whether it could be would require access to more of the environment.
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText(
      "after",
      `
Exit status:
  0    done
  1    failure while running, such as a loss that is not a number
  2    a flag, recipe, file or folder cannot be used as given
  130  stopped by Ctrl-C, SIGTERM or a closed terminal; training saves a checkpoint first
  141  whoever read standard output has closed it, as head does

Examples:
  bnlstm train
  bnlstm train --normalization none --seed 2 --run-dir runs/lstm
  bnlstm resume runs/lstm
  bnlstm eval runs/lstm
  bnlstm train character-lm --run-dir runs/text
  bnlstm sample runs/text --prompt "the "
  bnlstm train sequence-classification --train-file steps.csv --run-dir runs/mine
  bnlstm predict runs/mine new_steps.csv`,
    );
  addTrainCommand(program);
  addResumeCommand(program);
  addDescribeCommand(program);
  addEvalCommand(program);
  addPredictCommand(program);
  addSampleCommand(program);
  addInspectCommand(program);
  addPlotCommand(program);
  addFigureCommand(program);
  addExportCommand(program);
  addImportCommand(program);
  addBackendsCommand(program);
  return program;
}
