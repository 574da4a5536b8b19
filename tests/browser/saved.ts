import type { Page } from "playwright-core";

/** What the page has saved in IndexedDB for a later visit, under `/lesson/cell`: the path of the site, and then those; undefined if nothing. */
export function saved(page: Page, what: "edits" | "outputs", key: string): Promise<unknown> {
  return page.evaluate(
    async (wanted) => {
      const name = `lectern-${wanted.what}`;
      // Opening a database that does not exist would create it, without the stores that the page needs.
      if (!(await indexedDB.databases()).some((database) => database.name === name)) return undefined;
      const answer = <Result>(request: IDBRequest<Result>): Promise<Result> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await answer(indexedDB.open(name));
      const value: unknown = await answer(
        database.transaction(wanted.what).objectStore(wanted.what).get(wanted.key),
      );
      database.close();
      return value;
    },
    { what, key },
  );
}
