import type { kernels as english } from "../../english/figures/kernels.ts";

export const kernels: typeof english = {
  identity: {
    label: "Identität",
    explanation: "Kopiert das mittlere Pixel: Die Ausgabe ist die Eingabe, ohne Padding ohne ihren Rand.",
  },
  blur: {
    label: "Weichzeichnen",
    explanation: "Der Mittelwert von neun Pixeln: Feine Details werden geglättet.",
  },
  sharpen: {
    label: "Schärfen",
    explanation: "Fünfmal das mittlere Pixel minus seine vier Nachbarn: Unterschiede werden verstärkt.",
  },
  edges: {
    label: "Kanten, alle Richtungen",
    explanation: "Achtmal das mittlere Pixel minus alle seine Nachbarn: null, wo das Bild gleichmäßig ist.",
  },
  "sobel-x": {
    label: "Senkrechte Kanten, Sobel",
    explanation: "Rechts minus links: positiv, wo die Werte nach rechts zunehmen, negativ, wo sie abnehmen.",
  },
  "sobel-y": {
    label: "Waagerechte Kanten, Sobel",
    explanation: "Unten minus oben: positiv, wo die Werte nach unten zunehmen, negativ, wo sie abnehmen.",
  },
  emboss: {
    label: "Relief",
    explanation: "Unten rechts minus oben links, zum Bild addiert: Es wirkt von einer Seite beleuchtet.",
  },
};
