import type { Instant } from "@scrip/domain/ledger";

/** PostgreSQL's channel on which the ledger tells what moved. */
export const CHANNEL = "scrip_ledger";

/** What a transaction changed, as far as others want to know. */
export interface Moved {
  readonly orgIds: readonly string[];
  /** The earliest due time that it wrote for an organization on PostgreSQL's clock; `null` for none. */
  readonly dueAt: Instant | null;
}

/** What one message says: `everyone` where too many organizations moved to be named. */
export interface Announcement {
  readonly orgIds: readonly string[] | "everyone";
  readonly dueAt: Instant | null;
}

/** A message of PostgreSQL holds less than 8000 bytes: 200 ids of 36 characters, commas and the rest are 7,430. */
const IDS_IN_ONE = 200;

/** The messages that say it, each short enough for a NOTIFY. */
export function messagesOf({ orgIds, dueAt }: Announcement): string[] {
  const due = dueAt ?? "-";
  if (orgIds === "everyone") return [`${due} *`];
  const count = Math.ceil(orgIds.length / IDS_IN_ONE);
  return Array.from({ length: count }, (_, index) => {
    const ids = orgIds.slice(index * IDS_IN_ONE, (index + 1) * IDS_IN_ONE);
    return `${due} ${ids.join(",")}`;
  });
}

/** Reads a message; one that is not understood, as of another version, says that anything may have moved. */
export function readMessage(message: string): Announcement {
  const match = /^(-|\d{1,15}) ([0-9a-f-]{36}(?:,[0-9a-f-]{36})*)$/.exec(message);
  if (match?.[1] === undefined || match[2] === undefined) {
    const due = /^(\d{1,15}) \*$/.exec(message)?.[1];
    return { orgIds: "everyone", dueAt: due === undefined ? null : Number(due) };
  }
  return { orgIds: match[2].split(","), dueAt: match[1] === "-" ? null : Number(match[1]) };
}
