/** Thrown for a model that cannot be compiled. The message is the reason, as a sentence for the student. */
export class NotCompilable extends Error {}
