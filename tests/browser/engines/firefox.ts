import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { inject } from "vitest";
import { ENGINE_PACKAGES } from "../../../src/cli/other-engines.ts";
import { BidiSession, type ContextTree } from "./bidi.ts";
import type { Engine, EngineBrowser, EnginePage } from "./engine.ts";
import { keyActions } from "./keys.ts";

const { firefox: installed } = inject("otherEngines");

/** Debian's Firefox, over WebDriver BiDi. */
export const firefox: Engine = {
  name: "Firefox",
  missing: installed === null ? ENGINE_PACKAGES.firefox : [],
  start: () => startFirefox(),
};

/** Firefox as readers have it who block all cookies: whatever would store something throws. */
export const firefoxWithoutStorage: Engine = {
  ...firefox,
  name: "Firefox without storage",
  start: () => startFirefox({ "network.cookie.cookieBehavior": 2 }),
};

/** Firefox without a network: all its connections go to a proxy that is not there. */
export const firefoxOffline: Engine = {
  ...firefox,
  start: () =>
    startFirefox({
      "network.proxy.type": 1,
      "network.proxy.http": "127.0.0.1",
      "network.proxy.http_port": 9,
      "network.proxy.ssl": "127.0.0.1",
      "network.proxy.ssl_port": 9,
      "network.proxy.allow_hijacking_localhost": true,
    }),
};

/** Firefox sets the preferences that tests need by itself when it is driven, except these. */
const PREFERENCES = {
  "ui.prefersReducedMotion": 1,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
};

/** Firefox says this of a formula that it lays out while the page is still being read; `INCOMPLETE_FORMULAS` finds real ones. */
const HALF_READ_FORMULA = /^Invalid markup: Incorrect number of children for <m\w+\/> tag\.$/;

/** @param preferences in addition to the usual ones. */
async function startFirefox(preferences: object = {}): Promise<EngineBrowser> {
  if (installed === null) throw new Error("Firefox is not installed.");
  const profile = await mkdtemp(join(tmpdir(), "lectern-firefox-"));
  const lines = Object.entries({ ...PREFERENCES, ...preferences }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  await writeFile(join(profile, "user.js"), lines.join(""));
  const child = spawn(installed.program, ["--headless", "--profile", profile, "--remote-debugging-port=0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const faults: string[] = [];
  const session = await BidiSession.start(await addressOf(child), ({ level, text }) => {
    if (level === "error" && !HALF_READ_FORMULA.test(text)) faults.push(text);
  });
  return {
    newPage: () => newPage(session, faults),
    async close() {
      session.close();
      const ended = once(child, "exit");
      child.kill();
      await ended;
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** The address that Firefox prints once it can be driven. */
async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error("The output of Firefox is not read.");
  for await (const line of createInterface(child.stderr)) {
    const address = /^WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error("Firefox has ended before it could be driven.");
}

async function newPage(session: BidiSession, faults: readonly string[]): Promise<EnginePage> {
  const { userContext } = (await session.send("browser.createUserContext", {})) as { userContext: string };
  const created = await session.send("browsingContext.create", { type: "tab", userContext });
  const { context } = created as { context: string };
  const before = faults.length;
  return {
    get faults() {
      return faults.slice(before);
    },
    open: async (url) =>
      void (await session.send("browsingContext.navigate", { context, url, wait: "complete" })),
    reload: async () => void (await session.send("browsingContext.reload", { context, wait: "complete" })),
    evaluate: (expression) => session.evaluate(context, expression),
    async evaluateInFrame(expression) {
      const [page] = await session.contexts(context);
      return session.evaluate(firstFrame(page), expression);
    },
    press: async (key) =>
      void (await session.send("input.performActions", { context, actions: keyActions(key) })),
    async popups() {
      const contexts = await session.contexts();
      return contexts.filter((other) => other.userContext === userContext).length - 1;
    },
  };
}

function firstFrame(page: ContextTree | undefined): string {
  const frame = page?.children?.[0];
  if (frame === undefined) throw new Error("The page has no frame.");
  return frame.context;
}
