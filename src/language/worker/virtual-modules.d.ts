/** The declarations that cells are checked against, collected by the build. */
declare module "virtual:lectern/types" {
  /** The JSON of `TypeFiles` without the comments. */
  export const types: string;
  /** The JSON of the `DocComments`, which is parsed when the first is shown. */
  export const comments: string;
}
