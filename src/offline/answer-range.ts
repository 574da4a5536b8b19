/**
 * The part of a stored file that a request asks for in its `Range` header, as audio and video elements do: some browsers
 * play nothing that is answered in whole. The whole file if the header asks for something else than one range.
 */
export async function answerRange(stored: Response, range: string | null): Promise<Response> {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
  if (first === "" && last === "") return stored;
  const content = await stored.blob();
  const { size } = content;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  const headers = new Headers(stored.headers);
  headers.set("Content-Range", start < end ? `bytes ${start}-${end - 1}/${size}` : `bytes */${size}`);
  return start < end
    ? new Response(content.slice(start, end), { status: 206, headers })
    : new Response(null, { status: 416, headers });
}
