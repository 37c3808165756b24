/** What was asked for cannot be: a wrong name, option or device. One line that says what to do; exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
