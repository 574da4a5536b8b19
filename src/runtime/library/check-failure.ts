/** What `check` throws to end a run at a wrong answer. Its verdict is shown before, so the run counts as done. */
export class CheckFailure extends Error {
  override readonly name = "CheckFailed";
  readonly #isShown = true;

  /** Unlike `instanceof`, a private name runs none of the code of a thrown proxy. */
  static is(thrown: unknown): boolean {
    return typeof thrown === "object" && thrown !== null && #isShown in thrown;
  }
}
