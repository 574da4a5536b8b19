import fc from "fast-check";

/**
 * The same examples in every run, so that a failure can be reproduced; the full run draws others than `npm test`.
 * `LECTERN_SEED=7 npm run test:full` tries yet others.
 */
const isFull = process.env["LECTERN_FULL_TESTS"] === "1";
fc.configureGlobal({ seed: Number(process.env["LECTERN_SEED"] ?? (isFull ? 1957 : 2026)) });
