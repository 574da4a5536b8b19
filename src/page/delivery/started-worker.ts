/** Waits for a worker's first message. @throws Error if its script cannot be loaded, or fails before that. */
export function startedWorker(worker: Worker): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const fail = (event: Event): void => {
      event.preventDefault();
      worker.terminate();
      reject(new Error("The worker could not be started."));
    };
    worker.addEventListener("error", fail, { once: true });
    worker.addEventListener(
      "message",
      () => {
        // Later errors are for those who use it.
        worker.removeEventListener("error", fail);
        resolve(worker);
      },
      { once: true },
    );
  });
}
