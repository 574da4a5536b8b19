import type { activations as english } from "../../english/figures/activations.ts";

export const activations: typeof english = {
  vertical: "senkrechte",
  horizontal: "waagerechte",
  at: (name: string, x: string, value: string, slope: string) =>
    `${name}: bei x = ${x} ist der Wert ${value} und die Steigung ${slope}.`,
  applied: (image: string, edges: string, low: string, high: string) =>
    `Angewandt auf ${image} nach einem Filter für ${edges} Kanten ergeben sich Werte von ${low} bis ${high}.`,
  slope: "Steigung",
  gradientsPass: "Gradienten kommen überall durch",
  noGradient: "dort kommt fast kein Gradient durch",
  shares: (negative: string, flat: string, limit: string, effect: string) =>
    `${negative} der gefilterten Karte sind negativ. Auf ${flat} der ganzen Karte ist die Steigung unter ${limit}: ${effect}.`,
  chooser: "Aktivierungsfunktion",
  itsSlope: "seine Steigung f′(x)",
  formulaOf: (name: string) => `f(x) von ${name}`,
  label: "Aktivierungsfunktionen",
  filter: "Filter",
  verticalEdges: "Senkrechte Kanten",
  horizontalEdges: "Waagerechte Kanten",
  filtered: "gefiltert",
  activated: "aktiviert",
  map: (title: string, detail: string, size: string) => `${title}, die Karte ${detail}, ${size}`,
};
