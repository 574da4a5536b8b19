import { locatedAny } from "./located-any.ts";
import { limitedFunctions, limitThen } from "./rejections.ts";

/** Import this before `built-ins.ts`, which notes the members of built-in objects. */
for (const [name, value] of Object.entries({ ...limitedFunctions(), any: locatedAny() }))
  Object.defineProperty(Promise, name, { value, writable: true, configurable: true });
// Only Firefox needs it; elsewhere it would only slow promises down.
if (/ Gecko\/\d/.test(navigator.userAgent)) limitThen(Promise.prototype);
