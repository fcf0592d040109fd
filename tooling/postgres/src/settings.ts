export type Settings = Record<string, string>;

/** For a small machine. Durability stays at PostgreSQL's defaults: a commit is on disk when it is confirmed. */
const DEFAULTS: Settings = {
  listen_addresses: "127.0.0.1",
  // No socket file: its path would have a length limit, and /tmp would be shared with other servers.
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "256MB",
  max_wal_size: "2GB",
  // A young database grows fast, and plans made for empty tables choose the wrong index until it is looked at.
  autovacuum_naptime: "5s",
  // Short statements on few rows: compiling them costs more than it saves.
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_line_prefix: "%m [%p] ",
};

/** Command line arguments for `postgres`. */
export function settingArgs(port: number, overrides: Settings = {}): string[] {
  const all = { ...DEFAULTS, port: String(port), ...overrides };
  return Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
