/**
 * Node loads this file into each supervised process before its program (`node --import`). When the supervisor dies,
 * even by `kill -9`, the channel to it closes, and the process sends itself SIGTERM.
 */
const STOP_TIMEOUT_MS = 15_000;

process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.kill(process.pid, "SIGKILL"), STOP_TIMEOUT_MS).unref();
});
// This listener must not keep a process alive that has no other work.
process.channel?.unref();
