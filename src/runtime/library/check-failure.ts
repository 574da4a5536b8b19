/** `check` throws it to end a run at a wrong answer. The answer has been shown by then, so the run counts as done. */
export class CheckFailure extends Error {
  override readonly name = "CheckFailed";
  readonly #isShown = true;

  /** Unlike `instanceof`, a private name runs none of the code of a thrown proxy. */
  static is(thrown: unknown): boolean {
    return typeof thrown === "object" && thrown !== null && #isShown in thrown;
  }
}
