import * as v from "valibot";

/**
 * A record by names that authors and readers choose. The records of valibot leave out `constructor`, `prototype` and
 * `__proto__`; these have them, and inherit nothing: `record["constructor"]` is undefined if it is not there.
 */
export function recordOf<Key extends v.GenericSchema<string, string>, Value extends v.GenericSchema>(
  key: Key,
  value: Value,
) {
  return v.pipe(
    v.custom<Readonly<Record<string, unknown>>>(isRecord, "Expected a record."),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const input = dataset.value;
      const parsed: [v.InferOutput<Key>, v.InferOutput<Value>][] = [];
      for (const [name, item] of Object.entries(input)) {
        const [knownKey, known] = [v.safeParse(key, name), v.safeParse(value, item)];
        if (knownKey.success && known.success) {
          parsed.push([knownKey.output, known.output]);
          continue;
        }
        const [issue] = knownKey.issues ?? known.issues ?? [];
        const path = [
          {
            type: "object",
            origin: knownKey.success ? "value" : "key",
            input: { ...input },
            key: name,
            value: item,
          },
          ...(issue?.path ?? []),
        ] as const;
        addIssue({ message: issue?.message ?? "", path: [...path] });
        return NEVER;
      }
      return Object.assign(Object.create(null), Object.fromEntries(parsed)) as Record<
        v.InferOutput<Key>,
        v.InferOutput<Value>
      >;
    }),
  );
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
