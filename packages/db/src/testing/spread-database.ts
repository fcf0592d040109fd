import type { DataSource } from "typeorm";
import type { Role } from "../connection/roles.ts";
import { type CellName, type TestCells, testCells } from "./cells.ts";
import type { TestDatabase, TestSource } from "./test-database.ts";

/** What looks like the id of an organization. */
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * Makes a platform and two cells, on a server each, that test files use like one database. Nobody reports a load, so new
 * organizations go to both cells by turns.
 */
export async function spreadDatabase(): Promise<TestDatabase> {
  const cells = await testCells({ servers: "run" });
  const known = await cells.open("app");
  const sources = new Map<string, Promise<TestSource>>();
  const open: TestDatabase["open"] = (role) => {
    const known = sources.get(role);
    if (known !== undefined) return known;
    const source = openSource(cells, role);
    sources.set(role, source);
    return source;
  };
  const { app, worker, verify } = cells.urls;
  return {
    name: new URL(cells.owners.platformUrl).pathname.slice(1),
    ownerUrl: cells.owners.platformUrl,
    urls: { app: app.platform, worker: worker.platform, verify: verify.platform },
    homeUrls: cells.urls,
    known,
    open,
  };
}

async function openSource(cells: TestCells, role: Role | "owner"): Promise<TestSource> {
  const { organizations, platform } = await cells.open(role);
  const platformOwner = await cells.owner("platform");
  const cellsOf = async (ids: readonly string[]): Promise<readonly CellName[]> => {
    const rows = await platformOwner.query<{ cell: CellName }[]>(
      "SELECT DISTINCT cell FROM organization_registry WHERE org_id = ANY ($1::uuid[])",
      [ids],
    );
    return rows.map(({ cell }) => cell);
  };
  const source = {
    organizations,
    platform,
    at: async (orgId: string): Promise<DataSource> => {
      const [cell] = await cellsOf([orgId]);
      if (cell === undefined) throw new Error(`there is no organization ${orgId}`);
      return cells.owner(cell);
    },
    /** Runs SQL in the cells of the organizations that it names, or in every cell, and puts the rows together. */
    query: async (sql: string, values?: unknown[]): Promise<unknown[]> => {
      const named = await cellsOf(`${sql} ${JSON.stringify(values ?? [], digits)}`.match(ID) ?? []);
      const rows: unknown[] = [];
      for (const cell of organizations.cells)
        if (named.length === 0 || named.some((name) => name === cell.cell)) {
          const found = await cell.query<unknown>(sql, values);
          rows.push(...(Array.isArray(found) ? found : []));
        }
      return rows;
    },
  };
  return new Proxy(source, { get: only }) as unknown as TestSource;
}

function digits(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

function only<Source extends object>(source: Source, name: string | symbol): unknown {
  if (name in source) return source[name as keyof Source];
  // A promise asks for this.
  if (name === "then") return undefined;
  throw new Error(`Several cells have no \`${String(name)}\`. Use \`at(orgId)\`, the database of one organization.`);
}
