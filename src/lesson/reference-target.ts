import type { Kind } from "./kinds.ts";

/** A part of a lesson that references can name. */
export interface ReferenceTarget {
  readonly id: string;
  readonly kind: Kind;
  /** Null for a section without a number. */
  readonly number: string | null;
  /** Of a section, as plain text; empty for anything else. */
  readonly title: string;
}

/** The parts of a lesson that references can name. */
export interface ReferenceTargets<Target = ReferenceTarget> {
  /** By the id or, of an equation, the label. */
  readonly find: (name: string) => Target | null;
  readonly names: readonly string[];
}
