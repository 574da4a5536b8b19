import fc from "fast-check";

// The same examples in every `npm test`, so that a failure can be reproduced; the full run draws new ones each time.
if (process.env["LECTERN_FULL_TESTS"] !== "1") fc.configureGlobal({ seed: 2026 });
