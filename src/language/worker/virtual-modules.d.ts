/** The declarations that cells are checked against, as the JSON of `TypeFiles`, collected by the build. */
declare module "virtual:lectern/types" {
  const json: string;
  export default json;
}
