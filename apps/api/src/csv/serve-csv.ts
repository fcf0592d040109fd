import { pipeline, Readable } from "node:stream";
import { getOrganization } from "@scrip/db/organizations";
import type { Permission } from "@scrip/domain/access";
import { formatUsd } from "@scrip/domain/money";
import type { Deps } from "@scrip/usecases/deps";
import { TRPCError } from "@trpc/server";
import { type Options, stringify } from "csv-stringify";
import { stringify as stringifySync } from "csv-stringify/sync";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { z } from "zod";
import { TOKENS } from "../limits/cost.ts";
import { readerOf } from "../live/balance.ts";
import type { Watched } from "../streams/stream-guard.ts";
import { actorText } from "../trpc/call.ts";
import { callerOf } from "../trpc/caller.ts";
import { noteDenial } from "../trpc/note-denial.ts";
import type { Request } from "../trpc/request.ts";
import { type Decimal, decimalText } from "./decimal.ts";

/**
 * A cell. Amounts are micro-USD as `bigint`, so that no text of a caller can pass for an amount. A text of a caller goes
 * through `csvText`.
 */
export type Cell = string | number | bigint | Decimal | null;

/** The lines of a file that one short transaction reads; `next` leads to those behind them. */
interface CsvPage<Place> {
  readonly records: readonly (readonly Cell[])[];
  readonly next: Place | null;
}

/** What a file has, and how it is read. */
export interface CsvFile<Schema extends z.ZodType<CsvFilter>, Place> {
  readonly path: string;
  readonly permission: Permission;
  /** The first word of the file's name. */
  readonly subject: string;
  readonly header: readonly string[];
  /** The schema of the query. */
  readonly input: Schema;
  /** The parameters that may occur several times. */
  readonly lists: readonly string[];
  /** @param after the `next` of the page before; `null` starts at the begin */
  readonly page: (deps: Deps, orgId: string, filter: z.output<Schema>, after: Place | null) => Promise<CsvPage<Place>>;
}

/** The parameters that every file has. The name of the file states its days. */
interface CsvFilter {
  readonly org?: unknown;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** The cost of a file. */
export const DOWNLOAD_COST = "report";

/** Lines that one short transaction reads. */
export const PAGE_LINES = 1000;

/**
 * Serves a file of an organization's filtered lines. The server reads page by page, as fast as the client receives. So
 * neither a long file nor a slow client costs memory or keeps a transaction open.
 * @param open identifies the sender of a request
 * @source docs/rules.md#csv
 */
export function serveCsv<Schema extends z.ZodType<CsvFilter>, Place>(
  server: FastifyInstance,
  open: (request: FastifyRequest) => Request,
  file: CsvFile<Schema, Place>,
): void {
  server.get(file.path, { exposeHeadRoute: false }, async (request, reply) => {
    const opened = open(request);
    const { deps } = opened;
    const query = request.query as Record<string, unknown>;
    const input = () => ({ org: query.org });
    const caller = await callerOf(opened, { permission: file.permission, changes: false, input }).catch((error) => {
      void noteDenial(opened, error, { procedure: file.path, input });
      throw error;
    });
    const { orgId, actor } = caller;
    opened.limits.take({ organization: orgId }, TOKENS[DOWNLOAD_COST]);
    // Fastify logs problems of the request on `request.log`, and problems of the stream on `reply.log`.
    request.log = request.log.child({ orgId, actor: actorText(actor) });
    reply.log = request.log;
    const filter = readQuery(file, query);
    // Read the first page before the head is sent, so that a refusal has its HTTP status.
    const read = (after: Place | null) =>
      opened.gates.report.through(orgId, () => file.page(deps, orgId, filter, after));
    const first = await read(null);
    const organization = (await getOrganization(deps.homes.organizations, orgId))?.name ?? orgId;
    const name = fileName(file.subject, organization, filter);
    void reply.type("text/csv; charset=utf-8").header("content-disposition", `attachment; filename="${name}"`);
    const watched = opened.guard.watch(readerOf(caller, opened.senders));
    return reply.send(textOf(file.header, records(read, first, watched.signal), watched));
  });
}

/** @throws TRPCError that names the wrong parameters */
function readQuery<Schema extends z.ZodType<CsvFilter>, Place>(
  { input, lists }: CsvFile<Schema, Place>,
  query: Record<string, unknown>,
): z.output<Schema> {
  const given = Object.entries(query).map(([name, value]) =>
    lists.includes(name) && !Array.isArray(value) ? [name, [value]] : [name, value],
  );
  const result = input.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  throw new TRPCError({ code: "BAD_REQUEST", message: "A parameter is wrong.", cause: result.error });
}

function optionsOf(header: readonly string[]) {
  return {
    // Without the byte order mark, spreadsheets assume another character set.
    bom: true,
    header: true,
    columns: header.map((name, index) => ({ key: String(index), header: name })),
    // Callers choose the names, and no name may become a formula (F7); `csvText` has done this for each of them. Amounts
    // are cast from `bigint` and not escaped.
    escape_formulas: true,
    cast: {
      bigint: (amount: bigint) => formatUsd(amount).replace(/[$,]/g, ""),
      object: (cell: object) => decimalText(cell as unknown as Decimal),
    },
  } satisfies Options;
}

/** A short file as one text. */
export function csvOf(header: readonly string[], lines: readonly (readonly Cell[])[]): string {
  return stringifySync(lines as Cell[][], optionsOf(header));
}

function textOf(header: readonly string[], lines: AsyncIterable<readonly Cell[]>, watched: Watched): Readable {
  const file = stringify(optionsOf(header));
  // Errors reach the HTTP response through the stream; if the client disconnects, reading stops too.
  pipeline(Readable.from(lines), file, () => watched.end());
  return file;
}

async function* records<Place>(
  read: (after: Place) => Promise<CsvPage<Place>>,
  first: CsvPage<Place>,
  revoked: AbortSignal,
) {
  for (let page = first; ; ) {
    // A slow reader of a long file may lose its permission on the way.
    revoked.throwIfAborted();
    yield* page.records;
    if (page.next === null) return;
    page = await read(page.next);
  }
}

/** Makes a file name of plain letters, such as `activity-acme-research-from-2026-01-01-to-2026-02-01.csv`. */
function fileName(subject: string, organization: string, { from, until }: CsvFilter): string {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const plain = organization
    .normalize("NFKD")
    .replace(/[^\w]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
  const range = [from === undefined ? [] : [`from-${day(from)}`], until === undefined ? [] : [`to-${day(until)}`]];
  return `${[subject, plain.slice(0, 60), ...range.flat()].filter((part) => part !== "").join("-")}.csv`;
}
