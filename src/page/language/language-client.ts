import type { Answer, LanguageReport, LanguageRequest, Problems, Question } from "../../language/messages.ts";
import type { Piece } from "../../language/piece.ts";

export type BroughtModules = Omit<Extract<LanguageRequest, { type: "modules" }>, "type">;

export interface LanguageOptions {
  /** Called for the latest version only. */
  readonly onProblems: (problems: Problems) => void;
  /** The worker has failed, and is terminated. Until another is started, questions have no answers. */
  readonly onFailed: () => void;
}

type Connection =
  | { readonly type: "none" }
  /** The requests wait for the worker. */
  | { readonly type: "starting"; readonly requests: LanguageRequest[] }
  | { readonly type: "connected"; readonly worker: Worker };

/** The page's end of the language service. */
export class LanguageClient {
  readonly #options: LanguageOptions;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #connection: Connection = { type: "none" };
  #version = 0;
  #asked = 0;
  #sent: readonly Piece[] = [];
  #modules: BroughtModules | null = null;

  constructor(options: LanguageOptions) {
    this.#options = options;
  }

  /** Whether questions get answers, now or when the worker has started. */
  get isInUse(): boolean {
    return this.#connection.type !== "none";
  }

  /**
   * Uses a worker that is being started, and knows nothing of the lesson yet. Readers type before it is there: what they ask
   * is answered when it has started.
   * @throws what `starting` throws.
   */
  async start(starting: Promise<Worker>): Promise<void> {
    const requests: LanguageRequest[] = [];
    this.#connection = { type: "starting", requests };
    if (this.#modules !== null) this.bring(this.#modules);
    try {
      const worker = await starting;
      this.#connect(worker);
      for (const request of requests) worker.postMessage(request);
    } catch (error) {
      this.#disconnect();
      throw error;
    }
  }

  /** Sends the modules that the lesson brings. All code has to be checked again. */
  bring(modules: BroughtModules): void {
    this.#modules = modules;
    this.#sent = [];
    this.#send({ type: "modules", ...modules });
  }

  /**
   * Sends the lesson's code, unless the worker has it already, or does not know the lesson's modules yet. The cell `first`
   * is checked first.
   */
  update(pieces: readonly Piece[], first: string | null): void {
    if (!this.isInUse || this.#modules === null || isSame(pieces, this.#sent)) return;
    this.#sent = pieces;
    this.#version += 1;
    this.#send({ type: "update", version: this.#version, pieces, first });
  }

  /** Whether the worker was sent this code last. */
  has(pieces: readonly Piece[]): boolean {
    return isSame(pieces, this.#sent);
  }

  /** The answer is nothing if there is no worker, or if it fails. */
  async ask(question: Question): Promise<Answer> {
    if (!this.isInUse) return { type: "nothing" };
    this.#asked += 1;
    const id = this.#asked;
    this.#send({ type: "ask", id, question });
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
    });
  }

  #send(request: LanguageRequest): void {
    if (this.#connection.type === "starting") this.#connection.requests.push(request);
    else if (this.#connection.type === "connected") this.#connection.worker.postMessage(request);
  }

  #receive(report: LanguageReport): void {
    if (report.type === "answer") {
      this.#waiting.get(report.id)?.(report.answer);
      this.#waiting.delete(report.id);
    } else if (report.type === "problems" && report.version === this.#version) {
      this.#options.onProblems(report.problems);
    }
  }

  #connect(worker: Worker): void {
    const connection: Connection = { type: "connected", worker };
    this.#connection = connection;
    worker.addEventListener("message", ({ data }: MessageEvent<LanguageReport>) => {
      if (this.#connection === connection) this.#receive(data);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      worker.terminate();
      if (this.#connection !== connection) return;
      this.#disconnect();
      this.#options.onFailed();
    });
  }

  #disconnect(): void {
    this.#connection = { type: "none" };
    for (const resolve of this.#waiting.values()) resolve({ type: "nothing" });
    this.#waiting.clear();
  }
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
