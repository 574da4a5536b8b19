interface ImportMetaEnv {
  /** In development: the address of the editor with `{file}`, `{line}` and `{column}`; empty for none. */
  readonly LECTERN_EDITOR?: string;
  /** In development: the working directory, from which the names of files begin. */
  readonly LECTERN_FOLDER?: string;
}
