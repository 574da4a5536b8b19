/**
 * Who sees the solutions of exercises: all readers, those who have tried the exercise, or none, since they are not
 * published.
 */
export const SOLUTION_ACCESS = ["open", "after-attempt", "withheld"] as const;
export type SolutionAccess = (typeof SOLUTION_ACCESS)[number];

export function isSolutionAccess(text: unknown): text is SolutionAccess {
  return SOLUTION_ACCESS.some((access) => access === text);
}
