/** Thrown for a model that cannot be compiled. The message is the reason, as a sentence for the reader. */
export class NotCompilable extends Error {}
