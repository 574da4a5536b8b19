/** What a lesson says of a figure or dataset of the course whose code has a problem, reported in full at its place. */
export function faultInCode(noun: "figure" | "dataset", name: string, place: string) {
  return {
    message: `The ${noun} \`${name}\` cannot be used: its code has a problem.`,
    remedy: `Correct \`${place}\`.`,
  };
}
