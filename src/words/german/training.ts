import type { training as english } from "../english/training.ts";

export const training: typeof english = {
  logHanded: "Das Protokoll wurde an den Browser übergeben.",
  pausing: "Das Training hält nach dem aktuellen Batch an.",
  oneBatch: "Ein Batch.",
  goesOn: "Das Training geht weiter.",
  rateIs: (rate: number) => `Die Lernrate ist ${rate}.`,
};
