import type { channels as english } from "../../english/figures/channels.ts";
import { plural } from "../../plural.ts";

export const channels: typeof english = {
  colours: { red: "Rot", green: "Grün", blue: "Blau" },
  channel: (colour: string) => `Der Kanal ${colour}`,
  from: (colour: string) => `aus ${colour}`,
  contributes: (colour: string) => `Was ${colour} beiträgt`,
  weightsFor: (colour: string) => `Gewichte für ${colour}`,
  map: (number: number) => `Karte ${number}`,
  theSum: "die Summe",
  mapSum: (number: number) => `Karte ${number}, die Summe aller Kanäle`,
  allProducts: "Alle 27 Produkte",
  filters: {
    red: "Rot, nicht Grün oder Blau",
    upright: "Senkrechte Kanten in jedem Kanal",
    greenToRed: "Senkrechte Kanten von Grün nach Rot",
    brightness: "Helligkeit, weichgezeichnet",
    blueLevel: "Waagerechte Kanten in Blau",
    green: "Grün, nicht Rot oder Blau",
    own: "Eigener",
  },
  through: (image, filters, labels) =>
    `${image}, 28 × 28 in 3 Kanälen, durch ${plural(filters, "Filter", "Filter")}: ${labels}.`,
  shown: (filter: number) => `Filter ${filter} ist Kanal für Kanal gezeigt.`,
  product: (factors, weights) => `${factors.join(" mal ")} ergibt ${weights} Gewichte.`,
  sum: (cell: string, sum: string, parts: string) => `${cell}: ${sum}, das ist ${parts}`,
  allFilters: "alle Filter",
  eachMakesOne: "jeder macht aus allen Kanälen eine Karte",
  filter: (number: number, name: string) => `Filter ${number}: ${name}`,
  removeFilter: (number: number) => `Filter ${number} entfernen`,
  tensor: (biases, many) =>
    `eines 4-D-Tensors: Höhe, Breite, Eingabekanäle, Ausgabekanäle; und ${plural(biases, "Bias", "Biases")}. Mit 64 Eingabe- und 128 Ausgabekanälen wären es ${many}.`,
  addFilter: "Filter hinzufügen",
  picture: "Bild",
  balloon: "Ballon",
  another: "Anderes Bild",
  balloonName: "ein gestreifter Ballon über einer Wiese",
};
