import { forDeno, TENSORFLOW } from "../export/deno-code.ts";

/**
 * The TypeScript of a lesson's cell from a notebook for Deno.
 * @param shown the code in the notebook, which may have been edited.
 * @param written the lesson's code from which it was made.
 */
export function fromDeno(shown: string, written: string | undefined): string {
  if (written !== undefined && forDeno(written) === shown) return written;
  return shown
    .replaceAll(TENSORFLOW, "@tensorflow/tfjs")
    .replace(/^([ \t]*)const (\{[^}]*\}) = lectern;/gm, (_, indent: string, names: string) => {
      const imported = names.replace(/(\w+)\s*:\s*(\w+)/g, "$1 as $2");
      return `${indent}import ${imported} from "lectern";`;
    });
}
