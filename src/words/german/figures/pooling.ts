import type { pooling as english } from "../../english/figures/pooling.ts";

export const pooling: typeof english = {
  filters: {
    "sobel-x": "senkrechte Kanten",
    "sobel-y": "waagerechte Kanten",
    edges: "Kanten",
    blur: "weichgezeichnet",
  },
  kinds: { max: "Max-Pooling", average: "Average-Pooling" },
  outputs: (size, perChannel) => `${size} Ausgaben${perChannel ? " in jedem Kanal" : ""}`,
  summary: (kind, input, size, stride, outputs) =>
    `${kind}, Eingabe: ${input}, Fenster ${size} × ${size}, Schrittweite ${stride}: ${outputs}.`,
  isLargest: (result: string, list: string) => `${result} ist der größte Wert von ${list}`,
  isMean: (result: string, list: string) => `${result} ist der Mittelwert von ${list}`,
  grid: (size: string) => `ein Raster aus ${size} Zahlen`,
  maps: (number: number, image: string, size: string) => `${number} Merkmalskarten (${image}), je ${size}`,
  label: "Pooling",
  pooled: "Was zusammengefasst wird",
  numbers: "Zahlen",
  featureMaps: "Merkmalskarten",
  method: "Methode",
  max: "Max",
  average: "Mittelwert",
  window: "Fenster",
  mapLabel: (number: number, name: string, size: string) => `Merkmalskarte ${number}, ${name}, ${size}`,
  pooledTitle: "zusammengefasst",
  inputLabel: (size: string) => `Eingabe, ${size}`,
  outputOfMap: (map: number, size: string) => `Zusammengefasste Ausgabe von Karte ${map}, ${size}`,
  outputLabel: (size: string) => `Zusammengefasste Ausgabe, ${size}`,
  separately: "Jeder Kanal wird für sich zusammengefasst, daher bleibt ihre Zahl gleich.",
  become: (before: string, after: string) => `Aus ${before} Werten werden ${after}.`,
};
