/** What the process reports to the shell; documented in `--help`. */
export const EXIT_STATUS = {
  /** Done. */
  ok: 0,
  /** Something went wrong while running, such as a loss that is not a number. */
  failure: 1,
  /** A flag, recipe, file or folder cannot be used as given. */
  badInput: 2,
  /** Stopped by Ctrl-C, SIGTERM or a closed terminal, after saving a checkpoint. */
  interrupted: 130,
  /** Whoever read standard output has closed it, which ends other commands by SIGPIPE. */
  closedPipe: 141,
} as const;
