import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
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
