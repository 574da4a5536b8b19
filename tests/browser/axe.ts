import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type axe from "axe-core";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** In the page, once its source was evaluated there. */
declare const axeCore: typeof axe;

/** What axe-core finds wrong: the rule, and the elements that break it. */
export async function violations(page: Page): Promise<readonly string[]> {
  // What a test evaluates is not subject to the page's policy.
  if (!(await page.evaluate("'axeCore' in globalThis")))
    await page.evaluate(`globalThis.axeCore = (() => { ${AXE}; return axe; })()`);
  return page.evaluate(async () => {
    // The sandboxed frame shows nothing, and axe-core would wait for an answer from it.
    const { violations: found } = await axeCore.run(document, {
      iframes: false,
      // No rule that is asked for reads style sheets or media.
      preload: false,
      resultTypes: ["violations"],
    });
    // The editor keeps the focus while arrow keys move through its completions.
    const isCompletions = ({ target }: axe.NodeResult): boolean =>
      document.querySelector(".cm-tooltip-autocomplete > ul")?.matches(target.join(" ")) === true;
    return found.flatMap(({ id, nodes }) =>
      nodes
        .filter((node) => id !== "scrollable-region-focusable" || !isCompletions(node))
        .map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
    );
  });
}

/** Of a laptop and of a phone, in light and dark. */
const LOOKS = [1280, 390].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
);

/**
 * What is wrong with a state of the page in each of its looks. If `LECTERN_SCREENSHOTS` names a folder, a picture of each
 * is saved there, to be looked at.
 *
 * @param state the name of the pictures
 */
export async function violationsInAllLooks(page: Page, state: string): Promise<readonly string[]> {
  const folder = process.env["LECTERN_SCREENSHOTS"];
  const size = page.viewportSize();
  const found: string[] = [];
  for (const { width, colorScheme } of LOOKS) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.evaluate(transitionsEnded);
    for (const violation of await violations(page))
      found.push(`${state}, ${width} px, ${colorScheme}: ${violation}`);
    if (folder !== undefined)
      await page.screenshot({ path: join(folder, `${state}-${width}-${colorScheme}.png`) });
  }
  if (size !== null) await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: null });
  return found;
}

/** Resolves when colours have changed: halfway, their contrast is not what readers see. */
async function transitionsEnded(): Promise<void> {
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  await nextFrame();
  await nextFrame();
  const ending = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}
