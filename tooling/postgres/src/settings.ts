export type Settings = Record<string, string>;

/** Settings for a small machine. Durability has PostgreSQL's defaults: a confirmed commit is on disk. */
const DEFAULTS: Settings = {
  listen_addresses: "127.0.0.1",
  // No socket file: its path has a length limit, and /tmp is shared with other servers.
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "256MB",
  max_wal_size: "2GB",
  // A new database grows fast, and plans for empty tables choose the wrong index until autovacuum analyzes the tables.
  autovacuum_naptime: "5s",
  // Statements are short and touch few rows, so compiling them costs more than it saves.
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_line_prefix: "%m [%p] ",
};

/** Builds the command line arguments for `postgres`. */
export function settingArgs(port: number, overrides: Settings = {}): string[] {
  const all = { ...DEFAULTS, port: String(port), ...overrides };
  return Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
