/**
 * Loaded into each supervised process before its program (`node --import`): when the supervisor dies, even by
 * `kill -9`, the channel to it closes and the process asks itself to end, as a person would.
 */
const PATIENCE_MS = 15_000;

process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.kill(process.pid, "SIGKILL"), PATIENCE_MS).unref();
});
// Listening alone must not keep a process alive that has nothing left to do.
process.channel?.unref();
