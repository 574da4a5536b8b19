/** What to do about a network whose outputs are not numbers. */
export const DIVERGED =
  "The network’s outputs are NaN (not a number): training has diverged. Lower the learning rate, or scale the images, and train again.";
