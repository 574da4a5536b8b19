/**
 * What a lesson's report says of a figure or dataset whose code has a problem. The problem itself is reported where
 * it is.
 */
export function faultInCode(noun: "figure" | "dataset", name: string, location: string) {
  return {
    message: `The ${noun} \`${name}\` cannot be used: its code has a problem.`,
    remedy: `Correct \`${location}\`.`,
  };
}
