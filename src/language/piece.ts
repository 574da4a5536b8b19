/** A piece of a lesson's TypeScript. */
export interface Piece {
  /** The id of the cell. */
  readonly id: string;
  readonly source: string;
  readonly role: PieceRole;
}

export type PieceRole =
  | "cell"
  /** The reader's cell of an exercise, in which blanks (`______`) are accepted. */
  | "exercise"
  /** Sees what the exercise's cell before it sees and declares, and the library. Declares nothing for others. */
  | "check"
  /** Stands in place of the exercise's cell before it, and is seen by the checks after it. */
  | "solution";

/** Whether later cells see what the piece declares. */
export function isShared({ role }: Piece): boolean {
  return role === "cell" || role === "exercise";
}
