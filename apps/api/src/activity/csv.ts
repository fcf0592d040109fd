import { pipeline, Readable } from "node:stream";
import { sumActivityInput } from "@scrip/contract/activity";
import { getOrganization } from "@scrip/db/organizations";
import { type ActivityPage, listActivity } from "@scrip/db/read/activity/list-activity";
import { formatUsd } from "@scrip/domain/money";
import type { Deps } from "@scrip/usecases/deps";
import { TRPCError } from "@trpc/server";
import { stringify } from "csv-stringify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { actorText } from "../trpc/call.ts";
import { callerOf } from "../trpc/caller.ts";
import type { Request } from "../trpc/request.ts";
import { CSV_HEADER, csvRecord } from "./csv-columns.ts";

const PATH = "/download/activity.csv";

/** Lines that one short transaction reads. */
const PAGE_LINES = 1000;

type Filter = Omit<ReturnType<typeof readQuery>, "org">;

/**
 * Serves an organization's filtered activities as a file, newest first. The query has the filter of `activity.list`.
 * The server reads page by page, as fast as the client receives. So neither a long history nor a slow client costs
 * memory or keeps a transaction open.
 * @param open identifies the sender of a request
 * @source docs/rules.md#csv
 */
export async function registerActivityCsv(
  server: FastifyInstance,
  open: (request: FastifyRequest, reply: FastifyReply) => Request,
): Promise<void> {
  server.get(PATH, { exposeHeadRoute: false }, async (request, reply) => {
    const opened = open(request, reply);
    const { deps } = opened;
    const query = request.query as Record<string, unknown>;
    const input = () => ({ org: query.org });
    const { orgId, actor } = await callerOf(opened, { scope: "ledger:read", changes: false, input });
    // Fastify logs problems of the request on `request.log`, and problems of the stream on `reply.log`.
    request.log = request.log.child({ orgId, actor: actorText(actor) });
    reply.log = request.log;
    const { org: _org, ...filter } = readQuery(query);
    // Read the first page before the head is sent, so that a refusal has its HTTP status.
    const first = await listActivity(deps.homes.organizations, orgId, filter, { limit: PAGE_LINES });
    const name = fileName((await getOrganization(deps.homes.organizations, orgId))?.name ?? orgId, filter);
    void reply.type("text/csv; charset=utf-8").header("content-disposition", `attachment; filename="${name}"`);
    return reply.send(csvOf(deps, orgId, filter, first));
  });
}

/** @throws TRPCError that names the wrong parameters */
function readQuery({ kinds, ...rest }: Record<string, unknown>) {
  const listed = kinds === undefined || Array.isArray(kinds) ? kinds : [kinds];
  const result = sumActivityInput.safeParse({ ...rest, ...(listed !== undefined && { kinds: listed }) });
  if (result.success) return result.data;
  throw new TRPCError({ code: "BAD_REQUEST", message: "A parameter is wrong.", cause: result.error });
}

function csvOf(deps: Deps, orgId: string, filter: Filter, first: ActivityPage): Readable {
  const file = stringify({
    // Without the byte order mark, spreadsheets assume another character set.
    bom: true,
    header: true,
    columns: CSV_HEADER.map((header, index) => ({ key: String(index), header })),
    // Callers choose the names, and no name may become a formula (F7). Amounts are cast from `bigint` and not escaped.
    escape_formulas: true,
    cast: { bigint: (amount) => formatUsd(amount).replace(/[$,]/g, "") },
  });
  // Errors reach the HTTP response through the stream; if the client disconnects, reading stops too.
  pipeline(Readable.from(records(deps, orgId, filter, first)), file, () => {});
  return file;
}

async function* records(deps: Deps, orgId: string, filter: Filter, first: ActivityPage) {
  for (let page = first; ; ) {
    for (const line of page.lines) yield csvRecord(line);
    if (page.next === null) return;
    page = await listActivity(deps.homes.organizations, orgId, filter, { before: page.next, limit: PAGE_LINES });
  }
}

/** Makes a file name of plain letters, such as `activity-acme-research-from-2026-01-01-to-2026-02-01.csv`. */
function fileName(organization: string, { from, until }: Filter): string {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const plain = organization
    .normalize("NFKD")
    .replace(/[^\w]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
  const range = [from === undefined ? [] : [`from-${day(from)}`], until === undefined ? [] : [`to-${day(until)}`]];
  return `${["activity", plain.slice(0, 60), ...range.flat()].filter((part) => part !== "").join("-")}.csv`;
}
