import type { PackManifest } from "../../protocol/pack-manifest.ts";

/** The global object `lecternPack`, with which the scripts of an exported page work together. */
export interface Loader {
  readonly manifest: PackManifest;
  /** Called by the script of a module. */
  define(
    name: string,
    factory: (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown) => unknown,
  ): void;
  /** Called by the script of a part of a file. */
  part(name: string, base64: string): void;
  /** Loads a module with all that it imports. @throws an Error with a message for the reader. */
  import(name: string): Promise<unknown>;
  /** The parts of a file, in order; none if there is no such file. @throws an Error with a message for the reader. */
  read(name: string): AsyncIterable<ArrayBuffer>;
}
