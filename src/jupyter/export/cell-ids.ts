/** Gives the cells of a notebook ids that say what they are: letters, digits, `-` and `_`, at most 64, each once. */
export function createCellIds(): (name: string | null) => string {
  const taken = new Set<string>();
  let last = "text";
  return (name) => {
    const wanted = plainId(name ?? `${last}-text`);
    let id = wanted;
    for (let number = 2; taken.has(id); number++) id = `${wanted.slice(0, 64 - 5)}-${number}`;
    taken.add(id);
    if (name !== null) last = id.slice(0, 50);
    return id;
  };
}

function plainId(name: string): string {
  const plain = name.normalize("NFKD").replace(/[^A-Za-z0-9_-]+/g, "");
  return plain.slice(0, 64) || "text";
}
