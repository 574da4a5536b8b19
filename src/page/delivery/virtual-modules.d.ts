/** The URL of the language service's worker, made by the build. */
declare module "virtual:lectern/language" {
  export const languageUrl: string;
}
