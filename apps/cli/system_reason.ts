const { errors } = Deno;

/** What an error of the operating system means, in words instead of a number. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof errors.NotFound) return "there is no such file";
  if (error instanceof errors.PermissionDenied) return "permission is denied";
  if (error instanceof errors.IsADirectory || isCode(error, "EISDIR")) return "it is a folder";
  if (error instanceof errors.NotADirectory || isCode(error, "ENOTDIR")) {
    return "a part of its path is not a folder";
  }
  if (error instanceof errors.AlreadyExists) return "it exists already";
  if (isCode(error, "ENOSPC") || isCode(error, "EDQUOT")) return "no space is left on the disk";
  if (isCode(error, "EROFS")) return "the disk is read-only";
  if (isCode(error, "ENAMETOOLONG")) return "its name is too long";
  if (isCode(error, "ELOOP")) return "its links lead in a circle";
  // Words of Deno, which name neither what was empty nor what would help.
  if (error.message.includes("Empty path")) return "its name is empty";
  if (error instanceof errors.NotCapable && error.message.includes("all access")) {
    return "Deno lets only a program with --allow-all use this device";
  }
  return error.message.replace(/ \(os error \d+\).*/, "");
}

/** Whether an error comes from the system, through Deno, and not from a defect. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error &&
    (error.name in errors || typeof (error as { code?: unknown }).code === "string");
}

function isCode(error: Error, code: string): boolean {
  return (error as { code?: unknown }).code === code;
}
