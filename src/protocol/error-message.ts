/** The message of a caught value, which may not be an `Error`: JavaScript can throw anything. */
export function errorMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
