import { expect, test } from "vitest";
import { trainingCsv } from "../../../../src/page/training/training-csv.ts";
import { training } from "./training.ts";

test("a log has a line for each epoch that has ended, with the learning rate it ended with", () => {
  const csv = trainingCsv({
    ...training([0.9, 0.5, 0.25]),
    learningRates: [
      [0, 0.01],
      [1.5, 0.001],
    ],
  });
  expect(csv).toBe(
    "epoch,seconds,learning_rate,loss\r\n1,2.000,0.01,0.9\r\n2,2.000,0.001,0.5\r\n3,2.000,0.001,0.25\r\n",
  );
});

test("an epoch that has not ended is left out, a loss that is no number is NaN, and epochs count from the first", () => {
  const { rows, ...rest } = training([null, 0.5]);
  const unfinished = rows.map((row, index) => ({ ...row, done: index === 0 }));
  expect(trainingCsv({ ...rest, rows: unfinished, earlierEpochs: 4 })).toBe(
    "epoch,seconds,learning_rate,loss\r\n5,2.000,,NaN\r\n",
  );
});

test("a metric's name cannot become a formula or another column", () => {
  const { rows, ...rest } = training([0.5]);
  const named = rows.map((row) => ({ ...row, metrics: { '=HYPERLINK("a"),b': 1, "-2": -2 } }));
  const [header, line] = trainingCsv({ ...rest, rows: named }).split("\r\n");
  expect(header).toBe(`epoch,seconds,learning_rate,"'=HYPERLINK(""a""),b",-2`);
  expect(line).toBe("1,2.000,,1,-2");
});
