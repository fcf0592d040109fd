export interface StopRequest {
  /** Settles with the reason: a signal, or the end of whoever started this. */
  requested: Promise<string>;
  isRequested: () => boolean;
}

/**
 * Ctrl-C, a polite kill, or the death of the process that started this one. The first is taken as a wish to stop in
 * order; a second signal ends at once, and the guards of what was started clean up behind.
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
  // Whoever read the output may be gone: that is no reason to fail while stopping.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  return { requested, isRequested: () => isRequested };
}
