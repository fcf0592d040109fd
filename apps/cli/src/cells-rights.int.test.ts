import { prepareDatabase } from "@scrip/db/boot";
import { publishCatalog } from "@scrip/db/catalog";
import type { DataSource } from "@scrip/db/connection";
import { openDataSource, openHomes } from "@scrip/db/schema";
import { anOrganization, startOwnPostgres } from "@scrip/db/testing";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { afterAll, expect, it, vi } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

vi.setConfig({ testTimeout: 120_000 });

// Rights of roles belong to a server.
const [one, two] = await Promise.all([startOwnPostgres(), startOwnPostgres()]);
const opened: DataSource[] = [];
const superusers = { a: await open(one.url), b: await open(two.url) };
afterAll(async () => {
  for (const each of opened) await each.destroy();
  await Promise.all([one.stop(), two.stop()]);
});
const urls = { a: ownersUrl(one.url), b: ownersUrl(two.url) };

/** The owner's address, as managed services give it. The name needs quotes. */
function ownersUrl(server: string): string {
  return Object.assign(new URL(server), { username: "Managed Owner", password: "managed", pathname: "/managed" }).href;
}

async function open(url: string): Promise<DataSource> {
  const dataSource = await openDataSource(url, { applicationName: "test", poolSize: 1 });
  opened.push(dataSource);
  return dataSource;
}

async function scrip(...args: string[]) {
  const out: string[] = [];
  const code = await runProgram(args, {
    env: readEnv({ DATABASE_URL: urls.a, SCRIP_CELLS: `a=${urls.a},b=${urls.b}` }),
    out: (text) => out.push(text),
    note: (text) => out.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n") };
}

/** Runs a command that is refused, and then exactly the statements that it printed. @returns the statements */
async function refused(cell: "a" | "b", ...args: string[]): Promise<string[]> {
  const { code, out } = await scrip(...args);
  expect({ code, out }).toMatchObject({ code: 2, out: expect.stringContaining("Run as an administrator: ") });
  const statements = out.split("Run as an administrator: ")[1]?.split("; ") ?? [];
  for (const statement of statements) await superusers[cell].query(statement);
  return statements;
}

const SEE_ALL = 'ALTER ROLE "Managed Owner" BYPASSRLS';
const COPY = 'GRANT SET ON PARAMETER session_replication_role TO "Managed Owner"';

/** Takes the rights away that an administrator gave. */
async function takeAway(cell: "a" | "b"): Promise<void> {
  await superusers[cell].query('ALTER ROLE "Managed Owner" NOBYPASSRLS');
  await superusers[cell].query('REVOKE SET ON PARAMETER session_replication_role FROM "Managed Owner"');
}

it("an owner that is no superuser adds cells, moves and reconciles after the statements that each refusal prints", async () => {
  await superusers.a.query(`CREATE ROLE "Managed Owner" LOGIN CREATEROLE PASSWORD 'managed'`);
  await superusers.b.query(`CREATE ROLE "Managed Owner" LOGIN PASSWORD 'managed'`);
  for (const cell of ["a", "b"] as const) await superusers[cell].query('CREATE DATABASE managed OWNER "Managed Owner"');
  const roles = await prepareDatabase(urls.a);
  const app = await openHomes({ organizations: roles.app }, { applicationName: "test", poolSize: 2 });
  await publishCatalog(app, catalogText(tiered), 0);
  const { orgId } = await anOrganization(app);
  await app.close();
  const inA = await open(Object.assign(new URL(one.url), { pathname: "/managed" }).href);

  expect(await refused("a", "cells", "add", "a")).toEqual([SEE_ALL, COPY]);
  expect(await inA.query("SELECT * FROM cells")).toEqual([]);
  expect(await scrip("cells", "add", "a")).toMatchObject({ code: 0 });

  const inB = await open(Object.assign(new URL(two.url), { pathname: "/managed" }).href);
  expect(await refused("b", "cells", "add", "b", urls.b)).toEqual([
    'ALTER ROLE "Managed Owner" CREATEROLE',
    SEE_ALL,
    COPY,
  ]);
  expect(await inB.query("SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace")).toEqual([]);
  expect(await inB.query("SELECT FROM pg_roles WHERE rolname LIKE 'scrip%'")).toEqual([]);
  expect(await scrip("cells", "add", "b", urls.b)).toMatchObject({ code: 0 });

  for (const cell of ["a", "b"] as const) {
    await takeAway(cell);
    expect(await refused(cell, "org", "move", `org_${orgId}`, "b")).toEqual([SEE_ALL, COPY]);
    expect(await inA.query("SELECT * FROM organization_moves")).toEqual([]);
    expect(await inB.query("SELECT * FROM organizations")).toEqual([]);
  }
  expect(await scrip("org", "move", `org_${orgId}`, "b")).toMatchObject({ code: 0 });
  expect(await inB.query("SELECT org_id, moved_to FROM organizations")).toEqual([{ org_id: orgId, moved_to: null }]);

  await takeAway("b");
  expect(await refused("b", "cells", "reconcile", "b")).toEqual([SEE_ALL, COPY]);
  expect(await scrip("cells", "reconcile", "b")).toMatchObject({
    code: 0,
    out: expect.stringContaining("1 organizations live in it."),
  });
});
