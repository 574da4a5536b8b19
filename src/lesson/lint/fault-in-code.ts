/** What is said where a lesson uses a figure or dataset whose code has a problem, which is reported where it is. */
export function faultInCode(noun: "figure" | "dataset", name: string, location: string) {
  return {
    message: `The ${noun} \`${name}\` cannot be used: its code has a problem.`,
    remedy: `Correct \`${location}\`.`,
    cause: location,
  };
}
