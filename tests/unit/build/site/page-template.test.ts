import { readFile } from "node:fs/promises";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { fillTemplate } from "../../../../src/build/site/page-template.ts";

const POLICY = "script-src 'self' \"quoted\"";
const EARLY = 'early("&")';

async function filled(title: string, description: string, body: string): Promise<Document> {
  const template = await readFile("index.html", "utf8");
  return new JSDOM(
    fillTemplate(template, { title, lang: "pt-BR", description, body, earlyScript: EARLY }, POLICY),
  ).window.document;
}

describe("the template of the pages", () => {
  test("has every placeholder filled, and the policy before anything that it governs", async () => {
    const page = await filled("A title", "A summary", "<main>Text</main>");
    expect(page.documentElement.outerHTML).not.toContain("<!--lectern:");
    expect(page.documentElement.lang).toBe("pt-BR");
    const policy = page.querySelector("meta[http-equiv='Content-Security-Policy']");
    expect(policy?.getAttribute("content")).toBe(POLICY);
    const governed = page.querySelector("script, link, style");
    expect(governed && policy?.compareDocumentPosition(governed)).toBe(4);
    expect(page.querySelector("main")?.textContent).toBe("Text");
  });

  test("escapes titles and descriptions", async () => {
    const words = '</title><script>alert("&amp;")</script>';
    const page = await filled(words, words, "");
    expect(page.title).toBe(words);
    expect(page.querySelector("meta[name=description]")?.getAttribute("content")).toBe(words);
    expect([...page.querySelectorAll("script:not([src])")].map((script) => script.textContent)).toEqual([
      EARLY,
    ]);
  });

  test("inserts the body unchanged, even with replacement patterns and placeholders in it", async () => {
    const body = "<main>$&amp; $' $1 $$ <!--lectern:head--></main>";
    expect((await filled("", "", body)).querySelector("main")?.outerHTML).toBe(body);
  });
});
