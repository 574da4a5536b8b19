// These run in the page, so each is complete in itself.

/**
 * Has the page's own printing wait until everything is drawn, and then set an attribute instead of opening a dialog.
 * @param height of the text on a page, in CSS pixels.
 */
export function replaceDialog(height: number): void {
  document.documentElement.dataset["printWhenComplete"] = "";
  document.documentElement.dataset["printHeight"] = String(height);
  window.print = () => {
    document.documentElement.dataset["readyToPrint"] = "";
  };
}

/** As the browser does after its dialog. */
export function endPrint(): void {
  dispatchEvent(new Event("afterprint"));
}

export function notReadyToPrint(): void {
  delete document.documentElement.dataset["readyToPrint"];
}

/** Addresses of the server that serves this page lead nowhere later. */
export function unlinkServer(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("main a[href]")) {
    const isWithinPage = link.pathname === location.pathname && link.hash !== "";
    if (link.origin === location.origin && !isWithinPage) link.removeAttribute("href");
  }
}

export async function decodeImages(): Promise<void> {
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
}

/** Writes the numbers of pages into the contents, by the ids of the headings. */
export function numberContents(pages: Readonly<Record<string, number>>): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-contents] ol a")) {
    const number = pages[decodeURIComponent(link.hash.slice(1))];
    if (number !== undefined) link.dataset["page"] = String(number);
  }
}

export function openDisclosures(): void {
  for (const disclosure of document.querySelectorAll("details.disclosure")) {
    disclosure.setAttribute("open", "");
    // Those that a reader would have to earn.
    disclosure.removeAttribute("hidden");
  }
}

/** Declines whatever a cell asks the reader for, since no reader is there to choose a file. */
export function declineQuestions(): void {
  const decline = () => {
    document.querySelector<HTMLElement>("[data-file-question] [data-decline]")?.click();
  };
  new MutationObserver(decline).observe(document.body, { childList: true, subtree: true });
}

/** The ids of the cells that failed. */
export function failedCells(): readonly string[] {
  const failed = document.querySelectorAll('[data-cell][data-status="failed"]');
  return [...failed].map((cell) => cell.getAttribute("data-cell") ?? "");
}
