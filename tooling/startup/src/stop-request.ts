export interface StopRequest {
  /** Resolves with the reason: a signal, or the end of the parent process. */
  requested: Promise<string>;
  isRequested: () => boolean;
}

/**
 * Listens for requests to stop: Ctrl-C, SIGTERM, SIGHUP, or the death of the parent process. The first request stops
 * all parts in order. A second signal ends this process at once; the guards of the started processes then clean up.
 */
export function listenForStop(): StopRequest {
  let isRequested = false;
  const requested = new Promise<string>((resolve) => {
    const request = (reason: string) => {
      if (isRequested && reason !== "disconnect") process.exit(130);
      isRequested = true;
      resolve(reason);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => request(signal));
    process.on("disconnect", () => request("disconnect"));
  });
  // The reader of the output may have ended; writing to it must not fail the stop.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  return { requested, isRequested: () => isRequested };
}
