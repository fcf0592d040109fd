import pg from "pg";

/** A small pool for reading across organizations; for the role that only reads. */
export function openReadPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 4, application_name: "scrip-verify" });
  // A connection that breaks while idle is replaced at its next use.
  pool.on("error", () => {});
  return pool;
}
