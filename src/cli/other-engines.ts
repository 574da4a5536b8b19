import { canInstall, firstProgram, install, onPath } from "./browser.ts";

/** Paths of what drives the engines other than Chromium; null for an engine that is not installed. */
export interface OtherEngines {
  readonly firefox: { readonly program: string } | null;
  /** WebKitGTK has no mode without a screen, so it needs a virtual one. */
  readonly webKit: { readonly driver: string; readonly screen: string } | null;
}

/** Debian's packages for each engine. */
export const ENGINE_PACKAGES = {
  firefox: ["firefox-esr"],
  webKit: ["webkit2gtk-driver", "xvfb"],
} as const;

export async function findOtherEngines(): Promise<OtherEngines> {
  const find = (...names: readonly string[]) => firstProgram(onPath(names, process.env));
  const [firefox, driver, screen] = await Promise.all([
    find("firefox-esr", "firefox"),
    find("WebKitWebDriver"),
    find("Xvfb"),
  ]);
  return {
    firefox: firefox === null ? null : { program: firefox },
    webKit: driver === null || screen === null ? null : { driver, screen },
  };
}

/** Installs the missing engines where that is possible: on Debian, as root. The tests of the others are skipped. */
export async function installOtherEngines(): Promise<void> {
  const { firefox, webKit } = await findOtherEngines();
  const packages = [
    ...(firefox === null ? ENGINE_PACKAGES.firefox : []),
    ...(webKit === null ? ENGINE_PACKAGES.webKit : []),
  ];
  if (packages.length === 0) return;
  const wanted = packages.join(" ");
  if (canInstall()) {
    console.log(`Installing Debian's ${wanted}, to test in Firefox and WebKitGTK as well …`);
    if (install(packages)) return;
  }
  console.warn(`Some tests in Firefox and WebKitGTK will be skipped: they need Debian's ${wanted}.`);
}
