import { expect, test } from "vitest";
import { createDownloadReader } from "../../../../src/page/files/download-reader.ts";
import { ScriptedHost } from "../notebook/scripted-host.ts";

const download = { type: "download", id: 7, name: "a.csv", bytes: 3 } as const;
const part = (index: number, text: string, parts = 2) =>
  ({ type: "download-part", id: 7, part: index, parts, text: btoa(text) }) as const;

async function open() {
  const host = new ScriptedHost();
  await host.start();
  return { host, read: createDownloadReader(host) };
}

test("a file is read part by part, and nothing is sent before", async () => {
  const { host, read } = await open();
  expect(host.sent).toEqual([]);
  const content = read(download);
  host.emit(part(0, "1,"));
  // What was not asked for.
  host.emit(part(0, "x"));
  host.emit({ ...part(1, "x"), id: 8 });
  host.emit(part(1, "2"));
  expect(await (await content).text()).toBe("1,2");
  expect(host.sent).toEqual([
    { type: "read-download", id: 7, part: 0 },
    { type: "read-download", id: 7, part: 1 },
  ]);
});

test("a runtime that would never end is asked for a bounded number of parts", async () => {
  const { host, read } = await open();
  const content = read(download);
  for (let index = 0; index < 100; index += 1) host.emit(part(index, "x", 1e9));
  expect((await content).size).toBe(34);
});

test.each([
  [
    "is no longer there",
    { type: "download-failed", id: 7, message: "Run the cell again." } as const,
    "Run the cell again.",
  ],
  ["is damaged", { ...part(0, ""), text: "<>" }, "a.csv is damaged. Run the cell again."],
])("a file that %s is reported", async (_, event, message) => {
  const { host, read } = await open();
  const content = read(download);
  host.emit(event);
  await expect(content).rejects.toThrow(message);
  // The next one can be read.
  const next = read(download);
  host.emit(part(0, "1", 1));
  expect((await next).size).toBe(1);
});

test("without the runtime there is none", async () => {
  const { host, read } = await open();
  const content = read(download);
  await expect(read(download)).rejects.toThrow("a.csv is still being read.");
  host.end({ type: "restarted" });
  await expect(content).rejects.toThrow("The file is no longer in memory. Run the cell again to get it.");
  await expect(read(download)).rejects.toThrow("no longer in memory");
});
