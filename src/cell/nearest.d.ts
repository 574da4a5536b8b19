/** The known name that is most similar to `name`, or null if none is similar. */
export declare function nearest(name: string, known: readonly string[]): string | null;
