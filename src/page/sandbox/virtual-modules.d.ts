/** The frame's document, made by the build: its policy names the hash of its only script. */
declare module "virtual:lectern/frame" {
  export const frameDocument: string;
}

/** The URL of the bundled runtime, made by the build. */
declare module "virtual:lectern/runtime" {
  export const runtimeUrl: string;
}
