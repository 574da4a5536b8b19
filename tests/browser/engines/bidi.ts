import { once } from "node:events";
import { WebSocket } from "ws";

/** Something that a page wrote to the console, or an error in it that was not caught. */
export interface LogEntry {
  readonly level: string;
  readonly text: string;
}

interface Message {
  readonly id?: number;
  readonly type: "success" | "error" | "event";
  readonly result?: unknown;
  readonly message?: string;
  readonly method?: string;
  readonly params?: unknown;
}

/** The part of a remote value that is used here. */
interface Evaluated {
  readonly type: "success" | "exception";
  readonly result?: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string };
}

/** A browsing context: a page, or a frame in it. */
export interface ContextTree {
  readonly context: string;
  readonly userContext: string;
  readonly children: readonly ContextTree[] | null;
}

/** A browser that is driven over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/). */
export class BidiSession {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (message: Message | null) => void>();
  readonly #onLog: (entry: LogEntry) => void;
  #sent = 0;

  private constructor(socket: WebSocket, onLog: (entry: LogEntry) => void) {
    this.#socket = socket;
    this.#onLog = onLog;
    socket.on("message", (data) => this.#receive(JSON.parse(String(data)) as Message));
    socket.on("close", () => {
      for (const answer of this.#waiting.values()) answer(null);
    });
  }

  /** @param address of the browser's WebSocket, without a slash at the end. */
  static async start(address: string, onLog: (entry: LogEntry) => void): Promise<BidiSession> {
    const socket = new WebSocket(`${address}/session`);
    await once(socket, "open");
    const session = new BidiSession(socket, onLog);
    await session.send("session.new", { capabilities: {} });
    await session.send("session.subscribe", { events: ["log.entryAdded"] });
    return session;
  }

  /** @throws {Error} with the browser's message if it could not do what was asked, and if the browser has ended. */
  async send(method: string, params: object): Promise<unknown> {
    this.#sent += 1;
    const id = this.#sent;
    const answered = new Promise<Message | null>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params }));
    const answer = this.#socket.readyState === WebSocket.OPEN ? await answered : null;
    if (answer === null) throw new Error(`${method}: the browser has ended.`);
    const { type, result, message } = answer;
    if (type === "error") throw new Error(`${method}: ${message}`);
    return result;
  }

  /** Evaluates an expression in a context, awaits its promise, and resolves to its JSON value. */
  async evaluate(context: string, expression: string): Promise<unknown> {
    // Values arrive in a form of their own, except for strings.
    const text = `(async () => JSON.stringify((await (${expression})) ?? null))()`;
    const { result } = await this.#evaluate(context, text);
    return JSON.parse(String(result?.value));
  }

  async contexts(root?: string): Promise<readonly ContextTree[]> {
    const tree = await this.send("browsingContext.getTree", root === undefined ? {} : { root });
    return (tree as { contexts: readonly ContextTree[] }).contexts;
  }

  close(): void {
    this.#socket.close();
  }

  async #evaluate(context: string, expression: string): Promise<Evaluated> {
    const answer = await this.send("script.evaluate", {
      expression,
      target: { context },
      awaitPromise: true,
    });
    const evaluated = answer as Evaluated;
    if (evaluated.type === "exception") throw new Error(evaluated.exceptionDetails?.text);
    return evaluated;
  }

  #receive(message: Message): void {
    if (message.id !== undefined) {
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
    } else if (message.method === "log.entryAdded") {
      this.#onLog(message.params as LogEntry);
    }
  }
}
