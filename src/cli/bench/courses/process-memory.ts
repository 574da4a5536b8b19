import { readFile } from "node:fs/promises";

/** The resident memory in MB of a process and of all that it has started; null where it cannot be read: Linux only. */
export async function memoryOfTree(id: number): Promise<number | null> {
  const status = await readFile(`/proc/${id}/status`, "utf8").catch(() => "");
  const [, kilobytes] = /VmRSS:\s*(\d+) kB/.exec(status) ?? [];
  if (kilobytes === undefined) return null;
  const children = await Promise.all((await childrenOf(id)).map(memoryOfTree));
  return children.reduce<number>((sum, child) => sum + (child ?? 0), Number(kilobytes) / 1024);
}

/** Those of its main thread: Node starts processes there. */
async function childrenOf(id: number): Promise<number[]> {
  const ids = await readFile(`/proc/${id}/task/${id}/children`, "utf8").catch(() => "");
  return ids.split(" ").filter(Boolean).map(Number);
}
