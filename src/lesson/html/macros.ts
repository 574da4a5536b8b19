/** The TeX macros that can be used at a point of a lesson. */
export interface Macros {
  /** In KaTeX's own form. */
  readonly definitions: Readonly<Record<string, string | object>>;
}

export const NO_MACROS: Macros = { definitions: {} };

/** The commands that define a macro. */
const DEFINES = /\\(?:[egx]?def|(?:new|renew|provide)command|let|futurelet)(?![a-zA-Z])/;

/** Whether TeX defines a macro. */
export function definesMacros(tex: string): boolean {
  return DEFINES.test(tex);
}
