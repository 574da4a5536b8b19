/** Waits for a worker's first message. @throws Error if its script cannot be loaded, or fails. */
export function startedWorker(worker: Worker): Promise<Worker> {
  return new Promise((resolve, reject) => {
    worker.addEventListener("message", () => resolve(worker), { once: true });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      worker.terminate();
      reject(new Error("The worker could not be started."));
    });
  });
}
