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

/** What the route answers, and what it is read with: a page is one short transaction. */
const PATH = "/download/activity.csv";
const PAGE_LINES = 1000;

type Filter = Omit<ReturnType<typeof readQuery>, "org">;

/**
 * Serves an organization's filtered activities as a file, newest first, in the same words as
 * `activity.list`. It is written as fast as it is taken and read page by page, so that neither a long
 * history nor a slow reader costs memory or keeps a transaction open.
 * @param open reads off a request who sent it
 */
export async function registerActivityCsv(
  server: FastifyInstance,
  open: (request: FastifyRequest, reply: FastifyReply) => Request,
): Promise<void> {
  server.get(PATH, { exposeHeadRoute: false }, async (request, reply) => {
    const opened = open(request, reply);
    const { deps } = opened;
    const asked = request.query as Record<string, unknown>;
    const input = () => ({ org: asked.org });
    const { orgId, actor } = await callerOf(opened, { scope: "ledger:read", changes: false, input });
    // Fastify logs problems of the request on the one, and problems of the stream on the other.
    request.log = request.log.child({ orgId, actor: actorText(actor) });
    reply.log = request.log;
    const { org: _org, ...filter } = readQuery(asked);
    // Read before the head is sent: what is refused is refused with its status.
    const first = await listActivity(deps.homes.organizations, orgId, filter, { limit: PAGE_LINES });
    const name = fileName((await getOrganization(deps.homes.organizations, orgId))?.name ?? orgId, filter);
    void reply.type("text/csv; charset=utf-8").header("content-disposition", `attachment; filename="${name}"`);
    return reply.send(csvOf(deps, orgId, filter, first));
  });
}

/** @throws TRPCError that names the parameters that are wrong */
function readQuery({ kinds, ...rest }: Record<string, unknown>) {
  const listed = kinds === undefined || Array.isArray(kinds) ? kinds : [kinds];
  const result = sumActivityInput.safeParse({ ...rest, ...(listed !== undefined && { kinds: listed }) });
  if (result.success) return result.data;
  throw new TRPCError({ code: "BAD_REQUEST", message: "A parameter is wrong.", cause: result.error });
}

function csvOf(deps: Deps, orgId: string, filter: Filter, first: ActivityPage): Readable {
  const file = stringify({
    // Spreadsheets take a file without it for another character set.
    bom: true,
    header: true,
    columns: CSV_HEADER.map((header, index) => ({ key: String(index), header })),
    // Names are the callers' own; none may become a formula (F7). Amounts are cast from `bigint`, and stay.
    escape_formulas: true,
    cast: { bigint: (amount) => formatUsd(amount).replace(/[$,]/g, "") },
  });
  // Its reader sees to errors; whoever goes away ends the pages with it.
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

/** Such as `activity-acme-research-2026-01-01-to-2026-02-01.csv`: plain letters, whatever the name has. */
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
