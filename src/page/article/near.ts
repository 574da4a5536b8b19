/**
 * How far from the window a block is still near, as the `rootMargin` of an observer. Blocks further away may not be laid
 * out (`content-visibility`): they must not be measured, and their changes are not seen.
 */
export const NEAR = "1500px 0px";
