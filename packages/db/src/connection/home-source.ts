import pg from "pg";
import type { DataSource, EntityManager, ObjectLiteral, Repository } from "typeorm";
import type { PostgresDriver } from "typeorm/driver/postgres/PostgresDriver.js";
import type { CellWatch } from "./cell-guard.ts";
import { type Connections, connectionsOf } from "./connections.ts";
import type { Home } from "./home.ts";
import type { HomeEntity } from "./home-entity.ts";
import { inSnapshot, type SnapshotUnit } from "./snapshot.ts";

/** Statements in one home. */
export interface InHome<In extends Home> {
  readonly home: In;
  /** Returns the repository of a table of this home. A table of the other home does not compile. */
  repository<Row extends ObjectLiteral>(entity: HomeEntity<Row, In>): Repository<Row>;
  /** Runs SQL that TypeORM cannot express, on tables of this home only. @returns the result of TypeORM's `query` */
  query<Answer>(sql: string, values?: unknown[]): Promise<Answer>;
}

/** A transaction in the organizations' home. */
export type OrganizationsTx = InHome<"organizations">;
/** A transaction in the platform's home. */
export type PlatformTx = InHome<"platform">;

/** The connections to one home. A statement outside `transaction` is a transaction of its own. */
export interface HomeSource<In extends Home> extends InHome<In> {
  /** Begins a transaction, READ COMMITTED if not given. Use cases call `inOrganization` or `inPlatform` instead. */
  transaction<Result>(unit: (tx: InHome<In>) => Promise<Result>, isolation?: Isolation): Promise<Result>;
  /** Runs a unit of work that only reads, in one snapshot. A statement with a name is prepared once per connection. */
  snapshot<Result>(unit: SnapshotUnit<Result>): Promise<Result>;
  /** Opens further connections, as the same role, for statements that nothing else may delay. The caller closes them. */
  openPool(max: number): pg.Pool;
  /** The connections of its own pool, without those of `openPool`. */
  connections(): Connections;
}

/** The isolation level of a transaction that is not READ COMMITTED, which every connection has by itself. */
export type Isolation = "REPEATABLE READ";

/** The connections to one cell, as one role: to a database that holds all tables of many organizations. */
export interface CellSource extends HomeSource<"organizations"> {
  /** The name of the cell; `null` in a deployment that names no cells. */
  readonly cell: string | null;
  /** Whether it serves, as far as this process knows. */
  serves(): boolean;
  /** Whether it hangs; `null` in a deployment that names no cells. */
  readonly watch: CellWatch | null;
}

/** The connections to the organizations' home, as one role. The home is one cell, or several. */
export interface OrganizationsSource {
  readonly home: "organizations";
  readonly cells: readonly CellSource[];
  /**
   * Runs a unit of work with the cell where an organization lives, and again with another cell if the organization has
   * moved there. Use cases call `inOrganization` or `readOrganization` instead.
   * @throws TransientError `organization_moved`, or `unavailable` if the process does not know the cell
   */
  route<Result>(orgId: string, unit: (cell: CellSource) => Promise<Result>): Promise<Result>;
  /** Groups organizations by the cell where they live, as far as this process knows. */
  located(
    orgIds: readonly string[],
  ): Promise<readonly { readonly cell: CellSource; readonly orgIds: readonly string[] }[]>;
  /** Says that the cell of an organization may be another one than this process knows. */
  forget(orgId: string): void;
  /** The connections of the pools of all cells. */
  connections(): Connections;
}

/** The connections to the platform's home, as one role. */
export type PlatformSource = HomeSource<"platform">;

/** The connections of a process to both homes. */
export interface Homes {
  readonly organizations: OrganizationsSource;
  readonly platform: PlatformSource;
}

/** Combines the pools of both homes. If both homes are in one database and schema, they share one pool. */
export function homesOf(organizations: DataSource, platform: DataSource = organizations): Homes {
  return { organizations: onlyCell(cellOf(organizations, null)), platform: sourceOf("platform", platform) };
}

/** The connections to a cell. @param cell its name; `null` in a deployment that names no cells */
export function cellOf(dataSource: DataSource, cell: string | null): CellSource {
  return { ...sourceOf("organizations", dataSource), cell, serves: () => true, watch: null };
}

/** The organizations' home that is this one cell. */
export function onlyCell(cell: CellSource): OrganizationsSource {
  return {
    home: "organizations",
    cells: [cell],
    route: (_, unit) => unit(cell),
    located: async (orgIds) => [{ cell, orgIds }],
    forget: () => {},
    connections: () => cell.connections(),
  };
}

/** The connections to the platform's home. */
export function platformOf(dataSource: DataSource): PlatformSource {
  return sourceOf("platform", dataSource);
}

function sourceOf<In extends Home>(home: In, dataSource: DataSource): HomeSource<In> {
  return {
    ...statements(home, dataSource.manager),
    transaction: (unit, isolation) => {
      const within = (manager: EntityManager) => unit(statements(home, manager));
      return isolation === undefined ? dataSource.transaction(within) : dataSource.transaction(isolation, within);
    },
    snapshot: (unit) => inSnapshot(poolOf(dataSource), unit),
    openPool: (max) => openPoolLike(dataSource, max),
    connections: () => connectionsOf(poolOf(dataSource)),
  };
}

function statements<In extends Home>(home: In, manager: EntityManager): InHome<In> {
  return {
    home,
    repository: (entity) => manager.getRepository(entity),
    query: (sql, values) => manager.query(sql, values),
  };
}

/** The pool of TypeORM. */
function poolOf({ driver }: DataSource): pg.Pool {
  return (driver as PostgresDriver).master;
}

function openPoolLike({ options }: DataSource, max: number): pg.Pool {
  if (options.type !== "postgres") throw new Error(`a source of the type ${options.type} has no pool`);
  const pool = new pg.Pool({
    ...options.extra,
    connectionString: options.url,
    application_name: options.applicationName,
    connectionTimeoutMillis: options.connectTimeoutMS,
    max,
  });
  // A connection that breaks while idle is replaced at its next use.
  pool.on("error", () => {});
  // The pool removes its error listener when it hands out a connection, a moment before the user adds one.
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}
