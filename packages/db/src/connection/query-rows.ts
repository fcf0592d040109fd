/** A TypeORM data source, manager or query runner (answers rows), or a pg pool or client (answers a result). */
export interface Queryable {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

/** The rows of a SELECT, whichever of the two libraries runs it. */
export async function queryRows<Row>(connection: Queryable, sql: string, parameters?: unknown[]): Promise<Row[]> {
  const answer = await connection.query(sql, parameters);
  return Array.isArray(answer) ? answer : (answer as { rows: Row[] }).rows;
}
