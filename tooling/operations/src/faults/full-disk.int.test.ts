import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { prepareDatabase } from "@scrip/db/boot";
import type { RoleUrls } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import { Account, books, findings } from "@scrip/db/testing/ledger";
import { type PostgresServer, startPostgres } from "@scrip/postgres";
import { expect, it, onTestFinished, vi } from "vitest";
import { ROOT } from "../monitoring/files.ts";
import { aSmallDisk, canMount, type SmallDisk } from "./small-disk.ts";

vi.setConfig({ testTimeout: 300_000 });

const TMP = join(ROOT, ".scrip", "tmp");
mkdirSync(TMP, { recursive: true });
const HAS_DISKS = canMount(TMP);
const SETTINGS = { max_wal_size: "32MB", min_wal_size: "32MB", wal_recycle: "off", fsync: "on" };

/** Starts PostgreSQL with its data or its log on a small disk. */
async function onSmallDisk(part: "data" | "log", sizeMib: number) {
  const folder = mkdtempSync(join(TMP, "disk-"));
  execFileSync("chmod", ["755", folder]);
  const disk = aSmallDisk(join(folder, "small"), sizeMib);
  const dir = part === "data" ? disk.path : join(folder, "large");
  const logs = join(part === "data" ? join(folder, "large") : disk.path, "wal");
  let server = await startPostgres({ dir, settings: SETTINGS });
  const { port } = server;
  await server.stop();
  const wal = join(dir, "cluster/data/pg_wal");
  mkdirSync(join(logs, ".."), { recursive: true });
  execFileSync("cp", ["-a", wal, logs]);
  rmSync(wal, { recursive: true });
  symlinkSync(logs, wal);
  const start = async (): Promise<PostgresServer> => {
    server = await startPostgres({ dir, port, settings: SETTINGS });
    return server;
  };
  await start();
  onTestFinished(async () => {
    await server.stop();
    disk.unmount();
    rmSync(folder, { recursive: true, force: true });
  });
  return { disk, server, start };
}

/** Charges one micro-USD after another until the disk is full. @returns the keys of those that were answered */
async function chargeUntilFull(account: Account, keys: string[]): Promise<Error> {
  for (let n = 0; n < 200_000; n += 200) {
    const charges = Array.from({ length: 200 }, async (_, index) => {
      await account.charge("0.000001", `${n + index}`);
      keys.push(`${n + index}`);
    });
    const failed = (await Promise.allSettled(charges)).find(({ status }) => status === "rejected");
    if (failed?.status === "rejected") return failed.reason as Error;
  }
  throw new Error("the disk did not fill");
}

async function aLedger(urls: RoleUrls) {
  const homes = await openHomes({ organizations: urls.app }, { applicationName: "scrip-test", poolSize: 2 });
  const ledger = openLedger({ url: urls.app, books, lanes: 2 });
  onTestFinished(async () => {
    await ledger.close();
    await homes.close();
  });
  const account = await Account.open(homes, ledger);
  await account.grant("1000");
  return account;
}

/** Every acknowledged charge is there once: its key finds the answer, and the sum is exact. */
async function expectKept(account: Account, urls: RoleUrls, keys: readonly string[], disk: SmallDisk): Promise<void> {
  disk.free();
  await vi.waitFor(async () => expect((await account.charge("0.000001", "after")).ok).toBe(true), {
    timeout: 60_000,
    interval: 200,
  });
  for (const key of keys.slice(-50)) expect(await account.charge("0.000001", key)).toMatchObject({ replayed: true });
  const { spendable } = await account.look().then(({ ledger }) => ({ spendable: ledger.balance.available }));
  expect(1_000_000_000n - spendable).toBeGreaterThanOrEqual(BigInt(keys.length + 1));
  expect(await findings({ urls })).toEqual([]);
}

// A disk of its own needs root; elsewhere these tests are skipped.
it.skipIf(!HAS_DISKS)(
  "E5 the disk of the data is full: commands are refused as unavailable, reads answer, and nothing acknowledged is lost",
  async () => {
    const { disk, server } = await onSmallDisk("data", 200);
    const urls = await prepareDatabase(server.url);
    const account = await aLedger(urls);
    const keys: string[] = [];
    // A new connection writes files of its own, so the reader has one already.
    await account.look();
    disk.fill(512);
    expect(await chargeUntilFull(account, keys)).toMatchObject({ name: "TransientError", reason: "unavailable" });
    expect((await account.look()).ledger.orgId).toBe(account.orgId);
    await expectKept(account, urls, keys, disk);
  },
);

it.skipIf(!HAS_DISKS)(
  "E6 the disk of the log is full: PostgreSQL stops, and after there is room again nothing acknowledged is lost",
  async () => {
    const { disk, server, start } = await onSmallDisk("log", 128);
    const urls = await prepareDatabase(server.url);
    const account = await aLedger(urls);
    const keys: string[] = [];
    disk.fill(0);
    expect(await chargeUntilFull(account, keys)).toMatchObject({ name: "TransientError", reason: "unavailable" });
    // PostgreSQL cannot recover without room, so it ends; a supervisor starts it again.
    await server.exited;
    disk.free();
    await start();
    await expectKept(account, urls, keys, { ...disk, free: () => {} });
  },
);
