/**
 * A page in one of the engines. Only what the stories of this folder need, so that they can be told in every engine:
 * Playwright drives Chromium, WebDriver BiDi Firefox, and classic WebDriver WebKitGTK.
 */
export interface EnginePage {
  /** Uncaught errors and errors on the console, of every page that was opened. */
  readonly faults: readonly string[];
  open(address: string): Promise<void>;
  reload(): Promise<void>;
  /** Evaluates an expression in the page, awaits its promise, and resolves to its JSON value. */
  evaluate(expression: string): Promise<unknown>;
  /** The same in the first frame of the page. */
  evaluateInFrame(expression: string): Promise<unknown>;
  /** Presses a key on what has the focus, or one with Control: `Control+a`. */
  press(key: string): Promise<void>;
  /** How many other pages there are: none, unless one was opened by a script. */
  popups(): Promise<number>;
}

export interface Engine {
  readonly name: "Chromium" | "Firefox" | "Firefox without storage" | "WebKitGTK";
  /** Debian's packages that are missing here; without them the stories are skipped. */
  readonly missing: readonly string[];
  start(): Promise<EngineBrowser>;
}

export interface EngineBrowser {
  /** Opens a page that shares nothing with those before it. */
  newPage(): Promise<EnginePage>;
  close(): Promise<void>;
}

/**
 * Calls a function in the page, with arguments and a result that JSON can hold. The function must not refer to
 * anything outside itself.
 */
export async function call<Arguments extends readonly unknown[], Result>(
  page: Pick<EnginePage, "evaluate">,
  body: (...given: Arguments) => Result | Promise<Result>,
  ...given: Arguments
): Promise<Result> {
  return (await page.evaluate(`(${body})(...${JSON.stringify(given)})`)) as Result;
}
