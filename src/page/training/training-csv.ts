import type { Epoch, Training } from "../../protocol/output.ts";

/** The numbers of each epoch that has ended, as CSV (RFC 4180): `epoch,seconds,learning_rate,loss,acc,val_loss,…`. */
export function trainingCsv({ rows, earlierEpochs = 0, learningRates = [] }: Training): string {
  const ended = rows.flatMap((row, index) => (row.done ? [{ row, epoch: earlierEpochs + index + 1 }] : []));
  const metrics = [...new Set(ended.flatMap(({ row }) => Object.keys(row.metrics)))];
  const header = ["epoch", "seconds", "learning_rate", ...metrics];
  const lines = ended.map(({ row, epoch }) => [
    String(epoch),
    (row.ms / 1000).toFixed(3),
    rateAt(learningRates, epoch),
    ...metrics.map((name) => value(row, name)),
  ]);
  return `${[header, ...lines].map((fields) => fields.map(quote).join(",")).join("\r\n")}\r\n`;
}

/** The learning rate at the end of an epoch; empty for an optimizer without one. */
function rateAt(rates: readonly (readonly [number, number])[], epoch: number): string {
  const rate = rates.findLast(([at]) => at < epoch)?.[1];
  return rate === undefined ? "" : String(rate);
}

function value({ metrics }: Epoch, name: string): string {
  const number = metrics[name];
  return number === undefined ? "" : number === null ? "NaN" : String(number);
}

/** The name of a metric is a reader's: a spreadsheet must not take it for a formula. */
function quote(field: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(field) ? `'${field}` : field;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
