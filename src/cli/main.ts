/**
 * Loaded by `run.mjs`, which waits for the exit code: modules can be loaded only until then, and a command may load some
 * late, such as the compiler of the kernels.
 */
const [command = "", ...args] = process.argv.slice(2);
const commands: Record<string, (args: readonly string[]) => Promise<number>> = await import(
  /* @vite-ignore */ `./${command}.ts`
);

export const exitCode = await commands[command]?.(args);
