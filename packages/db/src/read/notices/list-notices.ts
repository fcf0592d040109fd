import {
  type EventContent,
  type EventKind,
  eventSpec,
  isEventKind,
  parseEvent,
  type Severity,
} from "@scrip/contract/notices/events";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { type Inbox, IS_READ, inboxOf } from "./inbox-of.ts";

/** Parts of a filter are joined by `and`. */
export interface NoticeFilter {
  /** Any of these. */
  readonly kinds?: readonly EventKind[] | undefined;
  /** Only notices that the member has not read. */
  readonly isUnread?: boolean | undefined;
}

/** Notices before one; `undefined` starts at the newest. */
export interface NoticeWindow {
  readonly before?: string | null | undefined;
  readonly limit: number;
}

/** A line of an inbox. */
export type NoticeLine = EventContent & {
  /** A bare UUID. */
  readonly id: string;
  /** When it happened, by the organization's time. */
  readonly at: number;
  readonly severity: Severity;
  readonly isRead: boolean;
};

/** A page of an inbox, newest first; `next` is the `before` of the next page. */
export interface NoticePage {
  readonly notices: readonly NoticeLine[];
  readonly next: string | null;
}

/**
 * Reads a page of a member's inbox. It has the kinds that the member's role may see.
 * @throws OrganizationMissing
 */
export async function listNotices(
  organizations: OrganizationsSource,
  { orgId, personId }: { readonly orgId: string; readonly personId: string },
  filter: NoticeFilter,
  window: NoticeWindow,
): Promise<NoticePage> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const inbox = await inboxOf(query, orgId, personId);
    return inbox === null ? { notices: [], next: null } : readPage(query, orgId, inbox, filter, window);
  });
}

async function readPage(
  query: Query,
  orgId: string,
  inbox: Inbox,
  filter: NoticeFilter,
  { before = null, limit }: NoticeWindow,
): Promise<NoticePage> {
  const kinds = inbox.kinds.filter((kind) => filter.kinds?.includes(kind) ?? true);
  // One row more than the page has shows whether there is a next page.
  const rows = await query({
    text: `SELECT n.id, n.kind, n.data, ${IS_READ} AS is_read, trunc(extract(epoch FROM n.at) * 1000)::float8 AS at
      FROM notices n
      WHERE n.org_id = $1 AND n.kind = ANY ($2::text[]) AND ($6::uuid IS NULL OR n.id < $6)
        AND NOT ($7 AND ${IS_READ})
      ORDER BY n.id DESC LIMIT $8`,
    values: [orgId, kinds, ...inbox.read, before, filter.isUnread ?? false, limit + 1],
  });
  const page = rows.slice(0, limit) as unknown as readonly StoredNotice[];
  const next = rows.length > limit ? (page.at(-1)?.id ?? null) : null;
  return { notices: page.flatMap(lineOf), next };
}

interface StoredNotice {
  readonly id: string;
  readonly kind: string;
  readonly data: object;
  readonly is_read: boolean;
  readonly at: number;
}

function lineOf({ id, kind, data, is_read: isRead, at }: StoredNotice): NoticeLine[] {
  return isEventKind(kind) ? [{ ...parseEvent(kind, data), id, at, isRead, severity: eventSpec(kind).severity }] : [];
}
