import { keyActions } from "./keys.ts";

/** The key under which W3C WebDriver names an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

type Reference = { readonly [ELEMENT]: string };

/** The longest that a script or a page may take, in ms. */
const PATIENCE = 280_000;

/** A session of W3C WebDriver (https://www.w3.org/TR/webdriver2/): a browser with one window. */
export class WebDriverSession {
  readonly #address: string;

  private constructor(address: string) {
    this.#address = address;
  }

  /** @param server address of the driver, without a slash at the end. */
  static async start(server: string, capabilities: object): Promise<WebDriverSession> {
    const answer = await send("POST", `${server}/session`, { capabilities: { alwaysMatch: capabilities } });
    const session = new WebDriverSession(`${server}/session/${readSessionId(answer)}`);
    await session.#post("timeouts", { script: PATIENCE, pageLoad: PATIENCE, implicit: 0 });
    return session;
  }

  open(address: string): Promise<unknown> {
    return this.#post("url", { url: address });
  }

  reload(): Promise<unknown> {
    return this.#post("refresh", {});
  }

  /** Evaluates an expression in the current frame, and awaits its promise. */
  async evaluate(expression: string): Promise<unknown> {
    // An `undefined` would not be sent.
    const script = `const answer = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${expression})).then(
        (value) => answer({ value: value ?? null }),
        (error) => answer({ error: String(error) }),
      );`;
    const answer = await this.#post("execute/async", { script, args: [] });
    if (typeof answer === "object" && answer !== null && "value" in answer) return answer.value;
    const message =
      typeof answer === "object" && answer !== null && "error" in answer ? answer.error : answer;
    throw new Error(String(message));
  }

  /** Does something in the first frame of the page instead of the page. */
  async inFrame<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#post("frame", { id: await this.#find("iframe") });
    try {
      return await work();
    } finally {
      await this.#post("frame", { id: null });
    }
  }

  async press(key: string): Promise<void> {
    await this.#post("actions", { actions: keyActions(key) });
  }

  async windows(): Promise<number> {
    const handles = await send("GET", `${this.#address}/window/handles`);
    return Array.isArray(handles) ? handles.length : 0;
  }

  async end(): Promise<void> {
    await send("DELETE", this.#address);
  }

  async #find(selector: string): Promise<Reference> {
    return (await this.#post("element", { using: "css selector", value: selector })) as Reference;
  }

  #post(command: string, body: object): Promise<unknown> {
    return send("POST", `${this.#address}/${command}`, body);
  }
}

/** @throws {Error} with the driver's message if it could not do what was asked. */
async function send(method: string, address: string, body?: object): Promise<unknown> {
  const response = await fetch(address, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(`${method} ${address}: ${JSON.stringify(value)}`);
  return value;
}

function readSessionId(answer: unknown): string {
  if (typeof answer === "object" && answer !== null && "sessionId" in answer) return String(answer.sessionId);
  throw new Error(`The driver started no session: ${JSON.stringify(answer)}`);
}
