/** What the page remembers about offline use, for one site. Where storage is denied, it remembers nothing. */
export interface OfflineMemory {
  /** The reader's choice; null as long as they have made none. */
  wanted(): boolean | null;
  want(wanted: boolean): void;
  /** The version that was announced last. */
  announced(): string | null;
  announce(version: string): void;
}

/** @param site the path of the site's root. */
export function browserMemory(site: string): OfflineMemory {
  const wantedKey = `lectern-offline${site}`;
  const announcedKey = `lectern-announced${site}`;
  return {
    wanted() {
      const choice = read(wantedKey);
      return choice === null ? null : choice === "yes";
    },
    want: (wanted) => write(wantedKey, wanted ? "yes" : "no"),
    announced: () => read(announcedKey),
    announce: (version) => write(announcedKey, version),
  };
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Denied or full: the choice lasts as long as the page.
  }
}
