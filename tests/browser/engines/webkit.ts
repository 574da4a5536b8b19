import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { inject } from "vitest";
import { ENGINE_PACKAGES } from "../../../src/cli/other-engines.ts";
import { freePort } from "../free-port.ts";
import type { Engine, EngineBrowser, EnginePage } from "./engine.ts";
import { WebDriverSession } from "./webdriver.ts";

const { webKit: installed } = inject("otherEngines");

/** Debian's WebKitGTK in its MiniBrowser, on a virtual screen. */
export const webKitGtk: Engine = {
  name: "WebKitGTK",
  missing: installed === null ? ENGINE_PACKAGES.webKit : [],
  start: () => startWebKit([]),
};

/** WebKitGTK without a network: all its connections go to a proxy that is not there. */
export const webKitOffline: Engine = {
  ...webKitGtk,
  start: () => startWebKit(["--proxy=http://127.0.0.1:9"]),
};

/** @param args in addition to the usual ones. */
async function startWebKit(args: readonly string[]): Promise<EngineBrowser> {
  if (installed === null) throw new Error("WebKitGTK's driver is not installed.");
  const { driver } = installed;
  const screen = await startScreen(installed.screen);
  const windows: Window[] = [];
  return {
    async newPage() {
      const window = await openWindow(driver, screen.display, args);
      windows.push(window);
      return window.page;
    },
    async close() {
      await Promise.all(windows.map((window) => window.close()));
      await end(screen.process);
    },
  };
}

async function startScreen(program: string): Promise<{ process: ChildProcess; display: string }> {
  const args = ["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] });
  const [first] = (await once(child.stdout, "data")) as [Buffer];
  return { process: child, display: `:${first.toString().trim()}` };
}

/** Debian's name of the processor in the folders of its libraries. */
const PROCESSOR = process.arch === "arm64" ? "aarch64" : "x86_64";

function capabilities(args: readonly string[]) {
  return {
    browserName: "MiniBrowser",
    "webkitgtk:browserOptions": {
      binary: `/usr/lib/${PROCESSOR}-linux-gnu/webkit2gtk-4.1/MiniBrowser`,
      args: ["--automation", "--enable-write-console-messages-to-stdout=true", ...args],
    },
  };
}

const ENVIRONMENT = {
  GDK_BACKEND: "x11",
  NO_AT_BRIDGE: "1",
  // Without a GPU, OpenGL composes the window on the processor, which took up to 60 % of the time of a training.
  WEBKIT_DISABLE_COMPOSITING_MODE: "1",
};

interface Window {
  readonly page: EnginePage;
  close(): Promise<void>;
}

/** Opens a window with a driver of its own, since a driver has only one session at a time. */
async function openWindow(program: string, display: string, args: readonly string[]): Promise<Window> {
  const port = await freePort();
  const child = spawn(program, [`--port=${port}`, "--host=127.0.0.1"], {
    env: { ...process.env, ...ENVIRONMENT, DISPLAY: display },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const faults: string[] = [];
  // The browser is the driver's child, and shares its output.
  createInterface(child.stdout).on("line", (line) => {
    if (/CONSOLE (\w+ )?ERROR/.test(line)) faults.push(line);
  });
  const address = `http://127.0.0.1:${port}`;
  await untilAnswered(`${address}/status`);
  const session = await WebDriverSession.start(address, capabilities(args));
  return {
    page: {
      faults,
      open: async (url) => void (await session.open(url)),
      reload: async () => void (await session.reload()),
      evaluate: (expression) => session.evaluate(expression),
      evaluateInFrame: (expression) => session.inFrame(() => session.evaluate(expression)),
      press: (key) => session.press(key),
      popups: async () => (await session.windows()) - 1,
    },
    async close() {
      await session.end();
      await end(child);
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill();
  await ended;
}

async function untilAnswered(address: string): Promise<void> {
  for (;;) {
    const answered = await fetch(address).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
