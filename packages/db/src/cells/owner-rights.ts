import type { Query } from "../connection/query.ts";

/** What the owner of a database lacks. */
export interface MissingRights {
  /** The name of the owner, quoted as SQL needs it. */
  readonly owner: string;
  /** The statements that give it, for an administrator to run. */
  readonly statements: readonly string[];
}

/** Reads what the owner lacks to copy the rows of an organization as they are: to see all of them, and to skip triggers. */
export async function rightsToCopy(query: Query): Promise<MissingRights> {
  const [row] = await query({
    text: `SELECT quote_ident(rolname) AS owner, rolsuper OR rolbypassrls AS "seesAll",
        has_parameter_privilege('session_replication_role', 'SET') AS "mayCopy" FROM pg_roles WHERE rolname = current_user`,
    values: [],
  });
  const owner = String(row?.owner);
  const statements: string[] = [];
  if (row?.seesAll !== true) statements.push(`ALTER ROLE ${owner} BYPASSRLS`);
  if (row?.mayCopy !== true) statements.push(`GRANT SET ON PARAMETER session_replication_role TO ${owner}`);
  return { owner, statements };
}

/** Reads what the owner lacks to make a database a cell: the rights to make the roles of the processes, and to copy. */
export async function rightsOfCell(query: Query): Promise<MissingRights> {
  const { owner, statements } = await rightsToCopy(query);
  const [row] = await query({
    text: `SELECT rolsuper OR rolcreaterole AS "makesRoles" FROM pg_roles WHERE rolname = current_user`,
    values: [],
  });
  return {
    owner,
    statements: row?.makesRoles === true ? statements : [`ALTER ROLE ${owner} CREATEROLE`, ...statements],
  };
}
