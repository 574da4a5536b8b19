import * as v from "valibot";

/** What JSON can carry; the only shape in which free-form data crosses the wall. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Messages are JSON text on the wire (`wire.ts`), so that whatever was parsed from one is JSON already. */
export const Json: v.GenericSchema<unknown, Json> = v.custom<Json>((value) => value !== undefined);
