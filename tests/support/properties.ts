import fc from "fast-check";

// The same examples at every run, so that a failure can be looked at again; the full tests draw new ones each time.
if (process.env["LECTERN_FULL_TESTS"] !== "1") fc.configureGlobal({ seed: 2026 });
