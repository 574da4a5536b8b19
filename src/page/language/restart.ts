import type { LanguageClient } from "./language-client.ts";

/**
 * Creates what starts a new worker if the last one has failed. If that fails too, the next call tries again.
 * @param onConnected called with each new worker, which has to be sent the lesson.
 */
export function createRestart(
  client: LanguageClient,
  startLanguage: () => Promise<Worker>,
  onConnected: () => void,
): () => void {
  let isStarting = false;
  const start = async (): Promise<void> => {
    isStarting = true;
    try {
      client.connect(await startLanguage());
    } catch {
      return;
    } finally {
      isStarting = false;
    }
    onConnected();
  };
  return () => {
    if (!client.isConnected && !isStarting) void start();
  };
}
