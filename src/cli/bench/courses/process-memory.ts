import { readdir, readFile } from "node:fs/promises";

/** The resident memory in MB of a process and of all that it has started; null where it cannot be read: Linux only. */
export async function memoryOfTree(id: number): Promise<number | null> {
  const status = await readFile(`/proc/${id}/status`, "utf8").catch(() => "");
  const [, kilobytes] = /VmRSS:\s*(\d+) kB/.exec(status) ?? [];
  if (kilobytes === undefined) return null;
  const children = await Promise.all((await childrenOf(id)).map(memoryOfTree));
  return children.reduce<number>((sum, child) => sum + (child ?? 0), Number(kilobytes) / 1024);
}

/** The processes that its threads have started. */
async function childrenOf(id: number): Promise<number[]> {
  const threads = await readdir(`/proc/${id}/task`).catch(() => []);
  const children = threads.map((thread) =>
    readFile(`/proc/${id}/task/${thread}/children`, "utf8").catch(() => ""),
  );
  return (await Promise.all(children)).flatMap((ids) => ids.split(" ").filter(Boolean).map(Number));
}
