interface ImportMetaEnv {
  /** Whether browsers keep the site; set by the build, and absent in development. */
  readonly LECTERN_OFFLINE?: boolean;
}
