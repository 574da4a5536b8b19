import { every } from "./captured.ts";
import { locatedAny } from "./located-any.ts";
import { limitReject, MAXIMUM_REJECTIONS } from "./rejections.ts";

const INTERVAL_MS = 500;

/** Import this before `built-ins.ts`, which notes the members of built-in objects. */
const { reject, renew } = limitReject(MAXIMUM_REJECTIONS + 1);
for (const [name, value] of Object.entries({ reject, any: locatedAny() }))
  Object.defineProperty(Promise, name, { value, writable: true, configurable: true });
every(INTERVAL_MS, renew);
