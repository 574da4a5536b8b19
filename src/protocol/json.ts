import * as v from "valibot";

/** A JSON value, the only form in which free-form data crosses the wall. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Messages are JSON text on the wire (`wire.ts`), so a parsed message consists of JSON values. */
export const Json: v.GenericSchema<unknown, Json> = v.custom<Json>((value) => value !== undefined);
