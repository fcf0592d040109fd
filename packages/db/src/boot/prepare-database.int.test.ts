import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { homesOf } from "../connection/home-source.ts";
import { loginOf, roleUrls } from "../connection/roles.ts";
import { StartupError } from "../connection/startup-error.ts";
import { GrantEntity } from "../ledger/entities/grant.entity.ts";
import { openDataSource } from "../schema/data-source.ts";
import { ONE_SCHEMA } from "../schema/homes.ts";
import { openMigrations } from "../schema/open-migrations.ts";
import { KNOWN_MIGRATIONS } from "../schema/schema-version.ts";
import { anOrganization } from "../testing/index.ts";
import { onDatabase } from "../testing/on-database.ts";
import { inOrganizations } from "../testing/organization-scope.ts";
import { startOwnPostgres } from "../testing/own-postgres.ts";
import { NOT_ALLOWED, refusalOf } from "../testing/refusal.ts";
import { runSql } from "../testing/run-sql.ts";
import { checkServer } from "./boot-check.ts";
import { prepareDatabase } from "./prepare-database.ts";

// Roles belong to a whole server, so tests that change roles start a server of their own.
const server = await startOwnPostgres({ fsync: "off" });
afterAll(() => server.stop());

/** An owner as managed services provide: a role that may create roles, but is no superuser. */
const managed = new URL(onDatabase(server.url, "managed"));
managed.username = "managed_owner";
managed.password = "managed";

describe("prepareDatabase", () => {
  it("prepares a database whose owner is no superuser, with working references between organizations' rows", async () => {
    await runSql(server.url, "CREATE ROLE managed_owner LOGIN CREATEROLE PASSWORD 'managed'");
    await runSql(server.url, "CREATE DATABASE managed OWNER managed_owner");
    const urls = await prepareDatabase(managed.href);

    const app = await openDataSource(urls.app, { applicationName: "test" });
    const { orgId } = await anOrganization(homesOf(app));
    const grant = { orgId, id: orgId, source: "code", kind: "paid", businessKey: "b", isOpen: true, legs: 1 } as const;
    const counters = { amount: 1n, avail: 1n, held: 0n, spent: 0n, expired: 0n, revoked: 0n };
    await inOrganizations(app, [orgId], (manager) =>
      manager.insert(GrantEntity, { ...grant, ...counters, effectiveAt: new Date(0), expiresAt: null }),
    );
    await app.destroy();
    // Forced row-level security binds the owner too.
    expect(await ask(managed.href, "SELECT * FROM grants")).toEqual([]);
  });

  it("upgrades the rows of all organizations, which forced row-level security hides from the owner", async () => {
    const migrations = await openMigrations(managed.href, ONE_SCHEMA);
    const later = KNOWN_MIGRATIONS.length - KNOWN_MIGRATIONS.indexOf("FindGrantsInBurnOrder1800000006300");
    for (let n = 0; n < later; n += 1) await migrations.undoLastMigration();
    await migrations.destroy();
    const asSuperuser = onDatabase(server.url, "managed");
    // All of its credit is on hold, which counted as open before.
    await runSql(asSuperuser, "UPDATE grants SET avail = 0, held = 1");
    await prepareDatabase(managed.href);
    expect(await ask(asSuperuser, "SELECT held, is_open FROM grants")).toEqual([{ held: "1", is_open: false }]);
    await expect(runSql(asSuperuser, "UPDATE grants SET is_open = true")).rejects.toThrow("grants_is_open");
  });

  it("creates login roles without any other attribute", async () => {
    const names = ["scrip_app", "scrip_verify", "scrip_worker"];
    const roles = await ask(
      server.url,
      `SELECT rolname, rolcanlogin, rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication OR rolinherit AS more
        FROM pg_roles WHERE rolname = ANY ($1) ORDER BY rolname`,
      [names],
    );
    expect(roles).toEqual(names.map((rolname) => ({ rolname, rolcanlogin: true, more: false })));
  });

  it("G3 creates the ledger's role without a login, and lets only the app and the worker take it", async () => {
    const { app, worker, verify } = await prepareDatabase(server.url);
    expect(
      await ask(
        server.url,
        `SELECT rolcanlogin, rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication OR rolinherit AS more
          FROM pg_roles WHERE rolname = 'scrip_ledger'`,
      ),
    ).toEqual([{ rolcanlogin: false, more: false }]);
    const took = (url: string) => ask(`${url}?options=-c%20role%3Dscrip_ledger`, "SELECT current_user::text");
    expect([await took(app), await took(worker)].flat()).toEqual(Array(2).fill({ current_user: "scrip_ledger" }));
    await expect(took(verify)).rejects.toThrow("permission denied to set role");
  });

  it("runs repeatedly and in several processes at once, on several databases of one server", async () => {
    await runSql(server.url, "CREATE DATABASE second");
    const second = onDatabase(server.url, "second");
    const all = await Promise.all(
      [server.url, second, server.url, second, server.url].map((url) => prepareDatabase(url)),
    );
    expect(all[0]).toEqual(roleUrls(server.url));
    expect(await ask(all[1]?.app ?? "", "SELECT current_user::text, count(*)::int FROM migrations")).toEqual([
      { current_user: "scrip_app", count: expect.any(Number) },
    ]);
  });

  it("removes excess privileges from a role, and resets a changed password", async () => {
    await runSql(server.url, "ALTER ROLE scrip_worker CREATEDB BYPASSRLS PASSWORD 'another'");
    const { worker } = await prepareDatabase(server.url);
    expect(await ask(worker, "SELECT rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname = current_user")).toEqual([
      { rolcreatedb: false, rolbypassrls: false },
    ]);
  });

  it("sets a role's password to the password in the operator's address", async () => {
    const given = roleUrls(server.url).app.replace(/:[\w-]{43}@/, ":chosen@");
    const urls = await prepareDatabase(server.url, { given: { app: given } });
    expect(urls.app).toBe(given);
    expect(await ask(given, "SELECT current_user::text")).toEqual([{ current_user: "scrip_app" }]);
  });

  it("does not change a role's password if the operator's address names another role", async () => {
    await runSql(server.url, "CREATE ROLE another LOGIN PASSWORD 'theirs' IN ROLE scrip_app");
    const given = onDatabase(server.url, "scrip").replace(/\/\/.*@/, "//another:theirs@");
    await prepareDatabase(server.url, { given: { app: given } });
    expect(await ask(given, "SELECT current_user::text")).toEqual([{ current_user: "another" }]);
  });

  it("keeps the passwords out of the server's catalogs and logs", async () => {
    const { verify } = await prepareDatabase(server.url);
    const [row] = await ask(server.url, "SELECT rolpassword FROM pg_authid WHERE rolname = 'scrip_verify'");
    expect(row).toEqual({ rolpassword: expect.stringMatching(/^SCRAM-SHA-256\$4096:/) });
    expect(JSON.stringify(row)).not.toContain(loginOf(verify).password);
  });

  it("lets no role create tables, and makes verify read-only by default", async () => {
    const urls = await prepareDatabase(server.url);
    for (const url of [urls.app, urls.worker])
      expect(await refusalOf(ask(url, "CREATE TABLE mine ()"))).toEqual(NOT_ALLOWED);
    expect(await refusalOf(ask(urls.verify, "CREATE TABLE mine ()"))).toEqual({ code: "25006" });
    expect(await ask(urls.verify, "SHOW statement_timeout")).toEqual([{ statement_timeout: "10min" }]);
  });

  it("E12 refuses a database of a development version, and names the data to remove", async () => {
    await runSql(server.url, "CREATE DATABASE old");
    const old = onDatabase(server.url, "old");
    await runSql(
      old,
      `CREATE TABLE migrations (id serial PRIMARY KEY, timestamp bigint NOT NULL, name varchar NOT NULL);
      INSERT INTO migrations (timestamp, name) VALUES
        (1790000000000, 'CreatePlatform1790000000000'), (1790000022000, 'LoadInLines1790000022000')`,
    );
    const refused = prepareDatabase(old);
    await expect(refused).rejects.toThrow(StartupError);
    await expect(refused).rejects.toThrow(
      'The database "old" was made by another version of Scrip: it has the migration LoadInLines1790000022000',
    );
    await expect(refused).rejects.toThrow(".scrip/postgres");
    await expect(refused).rejects.toThrow('DROP DATABASE "old"');
    // The preparation changed nothing in the database.
    expect(
      await ask(old, "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"),
    ).toEqual([{ relname: "migrations" }]);
  });

  it("E12 refuses a database that a newer version prepared", async () => {
    await runSql(server.url, "CREATE DATABASE newer");
    const newer = onDatabase(server.url, "newer");
    await prepareDatabase(newer);
    await runSql(newer, "INSERT INTO migrations (timestamp, name) VALUES (9990000000000, 'Later9990000000000')");
    await expect(prepareDatabase(newer)).rejects.toThrow(/Later9990000000000.*start that version/);
  });

  it("names the server that cannot be reached", async () => {
    const nobody = "postgres://owner:secret@127.0.0.1:9/scrip";
    const refused = prepareDatabase(nobody, { patienceMs: 300 });
    await expect(refused).rejects.toThrow("PostgreSQL at 127.0.0.1:9 cannot be reached");
    await expect(refused).rejects.not.toThrow("secret");
  });
});

it.each([
  ["a database that does not exist", (url: URL) => Object.assign(url, { pathname: "/nowhere" }), "does not exist"],
  [
    "a wrong password",
    (url: URL) => Object.assign(url, { password: "wrong-secret" }),
    "password authentication failed",
  ],
])("reports %s in one sentence", async (_, spoil, words) => {
  const refused = prepareDatabase(spoil(new URL(server.url)).href);
  await expect(refused).rejects.toThrow(StartupError);
  await expect(refused).rejects.toThrow(words);
  await expect(refused).rejects.not.toThrow("wrong-secret");
});

it("E7 checkServer refuses a server without fsync", async () => {
  const { app } = await prepareDatabase(server.url);
  const dataSource = await openDataSource(app, { applicationName: "test" });
  await expect(checkServer(dataSource)).rejects.toThrow("fsync must be on");
  await dataSource.destroy();
});

async function ask(url: string, sql: string, parameters: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(sql, parameters);
    return rows;
  } finally {
    await client.end();
  }
}
