/**
 * The policies of an organization's table: request handlers and workers see the organizations of
 * their transaction, `verify` reads all. The sub-select makes PostgreSQL read the setting once per
 * statement instead of once per row; how the policies read now is in 1790000013600.
 * @param rights what the app's and worker's roles may do, such as `SELECT, INSERT`
 */
export function organizationTable(table: string, rights: string): string {
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY ${table}_own ON ${table} TO scrip_app, scrip_worker
      USING (org_id = ANY ((SELECT current_org_ids())::uuid[]));
    CREATE POLICY ${table}_verify ON ${table} FOR SELECT TO scrip_verify USING (true);
    GRANT ${rights} ON ${table} TO scrip_app, scrip_worker;
    GRANT SELECT ON ${table} TO scrip_verify;
  `;
}

/** Refuses to change or remove rows, whoever asks (L11). */
export function appendOnly(table: string): string {
  return `
    CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  `;
}
