import type { DataSource, MigrationInterface, QueryRunner } from "typeorm";
import type { Home } from "../connection/home.ts";
import { ROLES, type RoleNames } from "../connection/roles.ts";

/** A migration of one home: its statements name no table of the other home. */
export interface HomeMigration extends MigrationInterface {
  readonly name: string;
  readonly home: Home;
}

/**
 * Runs the statements of a migration in the schema of its data source. The search path has only this schema, so names
 * in the statements need no schema. PostgreSQL resolves each name once, when it creates the object.
 */
export async function runInHome(runner: QueryRunner, statements: string): Promise<void> {
  await runner.query(`SET LOCAL search_path TO ${schemaOf(runner.dataSource)}; ${statements}`);
}

/**
 * Drops tables, with the triggers and views that sql files created on them. The next preparation of the database
 * applies the sql files again.
 */
export async function dropTables(runner: QueryRunner, ...tables: string[]): Promise<void> {
  await runInHome(runner, `DROP TABLE ${tables.join(", ")} CASCADE; DELETE FROM sql_functions`);
}

const rolesOfSchema = new WeakMap<DataSource, RoleNames>();

/** Sets the roles to which the migrations of a data source give rights. */
export function giveRightsTo(dataSource: DataSource, roles: RoleNames): void {
  rolesOfSchema.set(dataSource, roles);
}

/** The roles to which a migration gives rights. */
export function rolesOf({ dataSource }: QueryRunner): RoleNames {
  return rolesOfSchema.get(dataSource) ?? ROLES;
}

function schemaOf({ options }: DataSource): string {
  return ("schema" in options && options.schema) || "public";
}
