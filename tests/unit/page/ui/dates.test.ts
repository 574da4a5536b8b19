import { afterEach, describe, expect, it, vi } from "vitest";
import { dateLocales, formatDate } from "../../../../src/page/ui/dates.ts";
import { english } from "../../../../src/words/english/english.ts";
import { german } from "../../../../src/words/german/german.ts";
import { speak } from "../../../../src/words/words.ts";

describe("dates", () => {
  afterEach(() => {
    speak(english);
    vi.unstubAllGlobals();
  });

  it("are in the page's language, as the reader's region writes it", () => {
    expect(dateLocales(["de-AT", "en-GB", "en"])).toEqual(["en-GB", "en", "en"]);
    speak(german);
    expect(dateLocales(["EN", "de-AT", "den"])).toEqual(["de-AT", "de"]);
    expect(dateLocales([])).toEqual(["de"]);
  });

  it("have the day first for readers in Britain, and the month for those in the United States", () => {
    const date = new Date(2026, 10, 30, 12);
    vi.stubGlobal("navigator", { languages: ["en-GB"] });
    expect(formatDate(date)).toMatch(/^30 Nov 2026/);
    vi.stubGlobal("navigator", { languages: ["en-US"] });
    expect(formatDate(date)).toMatch(/^Nov 30, 2026/);
  });
});
