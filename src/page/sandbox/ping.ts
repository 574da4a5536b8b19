/** How often an unanswered question is repeated. */
const REPEAT_MS = 1000;

/** Asks the frame whether it is alive. */
export interface Ping {
  /**
   * Resolves to whether an answer arrives within `timeoutMs`. The question is repeated, because one that is sent before
   * the frame's script has started is lost.
   */
  isAnswered(timeoutMs: number): Promise<boolean>;
  /** Call this when the frame answers. */
  answer(): void;
}

/** @param ask posts the question. */
export function createPing(ask: () => void): Ping {
  const waiting = new Set<() => void>();
  return {
    isAnswered(timeoutMs) {
      return new Promise((resolve) => {
        const settle = (isAlive: boolean): void => {
          clearTimeout(timeout);
          clearInterval(repeat);
          waiting.delete(onAnswer);
          resolve(isAlive);
        };
        const onAnswer = (): void => settle(true);
        const timeout = setTimeout(() => settle(false), timeoutMs);
        const repeat = setInterval(ask, REPEAT_MS);
        waiting.add(onAnswer);
        ask();
      });
    },
    answer() {
      for (const onAnswer of waiting) onAnswer();
    },
  };
}
