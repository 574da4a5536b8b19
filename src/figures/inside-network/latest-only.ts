/** Sends one request at a time. */
export interface LatestOnly<Request> {
  /** Sends the request, or keeps it until the current one has ended; a later request replaces one that waits. */
  request(request: Request): void;
  /** The current request has ended. */
  end(): void;
}

export function createLatestOnly<Request>(send: (request: Request) => void): LatestOnly<Request> {
  let isBusy = false;
  let waiting: { readonly request: Request } | null = null;
  const sendNext = () => {
    if (isBusy || waiting === null) return;
    const { request } = waiting;
    isBusy = true;
    waiting = null;
    send(request);
  };
  return {
    request(request) {
      waiting = { request };
      sendNext();
    },
    end() {
      isBusy = false;
      sendNext();
    },
  };
}
