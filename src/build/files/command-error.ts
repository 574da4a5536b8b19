/** An error that the user can correct: the command prints its message without a stack. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
