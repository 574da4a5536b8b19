import type {
  Answer,
  CellProblem,
  LanguageReport,
  LanguageRequest,
  Question,
} from "../../language/messages.ts";
import type { Piece } from "../../language/piece.ts";

export type Problems = Readonly<Record<string, readonly CellProblem[]>>;

export interface LanguageClient {
  /** Sends the lesson's code, unless the worker has it already. The cell `first` is checked first. */
  update(pieces: readonly Piece[], first: string | null): void;
  /** Whether the worker was sent this code last. */
  has(pieces: readonly Piece[]): boolean;
  ask(question: Question): Promise<Answer>;
}

/** The page's end of the language service. @param onProblems called for the latest version only. */
export function createClient(worker: Worker, onProblems: (problems: Problems) => void): LanguageClient {
  const waiting = new Map<number, (answer: Answer) => void>();
  let version = 0;
  let asked = 0;
  let sent: readonly Piece[] = [];
  const send = (request: LanguageRequest): void => worker.postMessage(request);
  worker.addEventListener("message", ({ data }: MessageEvent<LanguageReport>) => {
    if (data.type === "answer") {
      waiting.get(data.id)?.(data.answer);
      waiting.delete(data.id);
    } else if (data.type === "problems" && data.version === version) onProblems(data.problems);
  });
  return {
    update(pieces, first) {
      if (isSame(pieces, sent)) return;
      sent = pieces;
      version += 1;
      send({ type: "update", version, pieces, first });
    },
    has: (pieces) => isSame(pieces, sent),
    ask(question) {
      asked += 1;
      const id = asked;
      send({ type: "ask", id, question });
      return new Promise((resolve) => {
        waiting.set(id, resolve);
      });
    },
  };
}

function isSame(a: readonly Piece[], b: readonly Piece[]): boolean {
  return (
    a.length === b.length &&
    a.every((piece, index) => {
      const other = b[index];
      return piece.id === other?.id && piece.source === other.source && piece.role === other.role;
    })
  );
}
