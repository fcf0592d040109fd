import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type OwnPostgres, startOwnPostgres } from "./own-postgres.ts";

const GUIDES = resolve(import.meta.dirname, "../../../../docs/operate");
/** The folder of the guides for backups. */
const BACKUP = "/backup";

/** A PostgreSQL that archives its log, as the guide for backups says. */
export interface ArchivedPostgres extends OwnPostgres {
  /** Copies its folder while it runs: a base backup. */
  baseBackUp(): Promise<void>;
  /** Puts the base backup in place of its folder, and replays the archive up to an instant. */
  restoreTo(instant: Date): Promise<void>;
}

/** Starts one, with the settings of `docs/operate/backup.md`. It restores with those of `docs/operate/restore.md`. */
export async function startArchivedPostgres(): Promise<ArchivedPostgres> {
  const folder = join(
    resolve(import.meta.dirname, "../../../.."),
    ".scrip",
    "tmp",
    `archive-${process.pid}-${Date.now()}`,
  );
  const base = join(folder, "base");
  mkdirSync(join(folder, "wal"), { recursive: true });
  // If this process is root, the server runs as another user.
  execFileSync("chmod", ["-R", "777", folder]);
  const server = await startOwnPostgres(settingsOf("backup.md", folder));
  const { rows } = await asOwner(server.url, (client) => client.query("SHOW data_directory"));
  const data = (rows[0] as { data_directory: string }).data_directory;
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    baseBackUp: () =>
      asOwner(server.url, async (client) => {
        await client.query("SELECT pg_backup_start('scrip', fast => true)");
        copyRunning(data, base);
        const ended = await client.query<{ labelfile: string }>("SELECT labelfile FROM pg_backup_stop()");
        writeFileSync(join(base, "backup_label"), ended.rows[0]?.labelfile ?? "");
      }),
    restoreTo: async (instant) => {
      await asOwner(server.url, (client) => client.query("SELECT pg_switch_wal()"));
      await server.whileStopped(() => {
        rmSync(data, { recursive: true });
        execFileSync("cp", ["-a", base, data]);
        const settings = {
          ...settingsOf("restore.md", folder),
          recovery_target_time: instant.toISOString().replace("T", " ").replace("Z", "+00"),
        };
        const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
        appendFileSync(join(data, "postgresql.auto.conf"), lines.join(""));
        writeFileSync(join(data, "recovery.signal"), "");
        execFileSync("chown", ["-R", "--reference", base, data]);
      });
      await untilPromoted(server.url);
    },
  };
}

/** The settings of the first block of a guide, with its folder replaced by one of the test. */
function settingsOf(guide: string, folder: string): Record<string, string> {
  const [, block = ""] = /```conf\n([\s\S]*?)```/.exec(readFileSync(join(GUIDES, guide), "utf8")) ?? [];
  const lines = [...block.matchAll(/^\s*(\w+) = (.+)$/gm)];
  return Object.fromEntries(
    lines.map(([, name = "", value = ""]) => [name, value.replace(/^'|'$/g, "").replaceAll(BACKUP, folder)]),
  );
}

/** Copies the folder of a server that runs. Files change and vanish meanwhile, which the log repairs. */
function copyRunning(data: string, base: string): void {
  rmSync(base, { recursive: true, force: true });
  try {
    execFileSync("cp", ["-a", data, base], { stdio: "ignore" });
  } catch {
    // `cp` fails if a temporary file vanished before its turn.
  }
  execFileSync("find", [join(base, "pg_wal"), "-type", "f", "-delete"]);
  rmSync(join(base, "postmaster.pid"), { force: true });
}

async function untilPromoted(url: string): Promise<void> {
  for (;;) {
    const { rows } = await asOwner(url, (client) => client.query("SELECT pg_is_in_recovery() AS recovers"));
    if (!(rows[0] as { recovers: boolean }).recovers) return;
    await sleep(50);
  }
}

async function asOwner<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
