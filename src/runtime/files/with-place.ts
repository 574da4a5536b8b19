import { errorMessage } from "../../protocol/error-message.ts";
import { StopRequested } from "../platform/activity.ts";

/**
 * An error of the same kind whose message begins with where it is from; a stop as it is.
 * @param place what the reader called, and for which file.
 */
export function withPlace(error: unknown, place: string): Error {
  if (error instanceof StopRequested) return error;
  const message = `${place}: ${errorMessage(error)}`;
  if (error instanceof SyntaxError) return new SyntaxError(message);
  if (error instanceof RangeError) return new RangeError(message);
  return error instanceof TypeError ? new TypeError(message) : new Error(message);
}
