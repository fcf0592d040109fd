import { appendPlatformAudit } from "@scrip/db/access";
import { countMark, lockCharging, readCharging, serversOf, writeRestore } from "@scrip/db/billing";
import { type Homes, inPlatform, type PlatformSource } from "@scrip/db/connection";
import { type RestoreSign, restoreSign, type ServerMark } from "@scrip/domain/billing/charging";

/** What a process remembers of the database, outside of it. */
export interface MarkNote {
  /** @returns `null` if nothing is remembered */
  read(): Promise<ServerMark | null>;
  write(mark: ServerMark): Promise<void>;
}

const IN_WORDS: Readonly<Record<RestoreSign, string>> = {
  other_server: "The database server has another system identifier or timeline than before.",
  older_mark: "The database is older than what this process remembers.",
  declared: "SCRIP_RESTORED says that the database was restored.",
};

/**
 * Recognises at the start of a process that the database was restored. Charging then stays off until the payments of the
 * gateway are reconciled.
 * @param note `null` for a process that remembers nothing
 * @param isDeclared whether the operator says that the database was restored
 * @returns in words how it was recognised; `null` if it was not
 * @source docs/rules.md#restores
 */
export async function noticeRestore(homes: Homes, note: MarkNote | null, isDeclared: boolean): Promise<string | null> {
  const { mark, reconciledServers } = await readCharging(homes.platform);
  const servers = await serversOf(homes);
  const sign = restoreSign((await note?.read()) ?? null, { servers, mark, reconciledServers }, isDeclared);
  const newMark = sign === null ? mark : await waitForReconciliation(homes.platform, IN_WORDS[sign]);
  await note?.write({ servers, mark: newMark });
  return sign === null ? null : IN_WORDS[sign];
}

/** Counts the mark of the database up, and remembers it. @param note `null` for a process that remembers nothing */
export async function noteMark(homes: Homes, note: MarkNote | null): Promise<void> {
  const mark = await countMark(homes.platform);
  await note?.write({ servers: await serversOf(homes), mark });
}

/**
 * Keeps charging off after a cell was accepted that was restored, if the platform has taken payments. The worker compares
 * them with the books and books what the cell lost.
 * @source docs/rules.md#restores
 */
export async function noteRestoredCell(platform: PlatformSource, cell: string): Promise<void> {
  const [taken] = await platform.query<{ any: boolean }[]>("SELECT EXISTS (SELECT FROM gateway_payments) AS any");
  if (taken?.any === true) await waitForReconciliation(platform, `The cell ${cell} was restored.`);
}

/** @returns the mark; several processes may notice the same restore */
function waitForReconciliation(platform: PlatformSource, why: string): Promise<number> {
  return inPlatform(platform, async (tx) => {
    const before = await lockCharging(tx);
    if (before.restoreWhy !== null) return before.mark;
    const mark = await writeRestore(tx, why);
    const actor = { type: "system", id: null } as const;
    await appendPlatformAudit(tx, { actor, action: "charging.restored", outcome: "done", reason: why });
    return mark;
  });
}
