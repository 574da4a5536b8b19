export const training = {
  logHanded: "The log was handed to the browser.",
  pausing: "The training pauses after the current batch.",
  oneBatch: "One batch.",
  goesOn: "The training goes on.",
  rateIs: (rate: number) => `The learning rate is ${rate}.`,
};
