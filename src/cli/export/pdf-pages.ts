/**
 * The pages to which the links within a PDF lead: names of destinations, which Chromium takes from the fragments of links,
 * with page numbers from 1. Chromium writes objects as plain text, one after the other, and compresses only streams.
 * Empty for a PDF that is written in another way.
 */
export function destinationPages(pdf: Uint8Array): ReadonlyMap<string, number> {
  const text = Buffer.from(pdf).toString("latin1");
  const objects = readObjects(text);
  const catalog = [...objects.values()].find((object) => object.includes("/Type /Catalog"));
  const pages = referenced(catalog, "Pages", objects);
  const destinations = referenced(catalog, "Dests", objects);
  const numbers = new Map(listPages(pages, objects).map((id, index) => [id, index + 1]));
  const found = (destinations ?? "").matchAll(/\/([^\s/[\]<>()]+) \[(\d+) 0 R \/XYZ/g);
  return new Map(
    [...found].flatMap(([, name = "", page]) => {
      const number = numbers.get(Number(page));
      return number === undefined ? [] : [[decodeName(name), number] as const];
    }),
  );
}

type Objects = ReadonlyMap<number, string>;

/** The dictionaries of the objects, by their numbers. */
function readObjects(text: string): Objects {
  const found = text.matchAll(/(?:^|\n)(\d+) 0 obj\n(<<[\s\S]*?>>)(?: stream)?\r?\n/g);
  return new Map([...found].map(([, number, dictionary = ""]) => [Number(number), dictionary]));
}

function referenced(object: string | undefined, key: string, objects: Objects): string | undefined {
  const [, number] = new RegExp(`/${key} (\\d+) 0 R`).exec(object ?? "") ?? [];
  return objects.get(Number(number));
}

/** The numbers of the pages' objects in order: the leaves of the tree of pages. */
function listPages(tree: string | undefined, objects: Objects): readonly number[] {
  const [, kids] = /\/Kids \[([^\]]*)\]/.exec(tree ?? "") ?? [];
  const numbers = [...(kids ?? "").matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number));
  return numbers.flatMap((number) => {
    const object = objects.get(number);
    return object?.includes("/Kids") === true ? listPages(object, objects) : [number];
  });
}

/** A name as it was before `#c3#a4` stood for the bytes of `ä`. */
function decodeName(name: string): string {
  const bytes = name.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const text = Buffer.from(bytes, "latin1").toString("utf8");
  return decodeURIComponent(text.replace(/%(?![0-9a-fA-F]{2})/g, "%25"));
}
