import { createWriteStream, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { instantIn } from "@scrip/contract/wire/time";
import { type Command, InvalidArgumentError } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { requireNew } from "../verify/files.ts";
import { organizationId, shortText } from "./key-arguments.ts";
import { API_HELP, type ApiOptions, type ApiServer, urlOption, withApi } from "./with-api.ts";

interface ExportOptions extends ApiOptions {
  readonly output?: string;
  readonly from?: string;
  readonly until?: string;
  readonly project?: string;
  readonly member?: string;
  readonly resource?: string;
  readonly job?: string;
}

const FILTERS = ["from", "until", "project", "member", "resource", "job"] as const;

export function addExport(program: Command, console: Console): void {
  program
    .command("export")
    .summary("save the activities of an organization as a CSV file")
    .description(
      `Writes the activities of an organization as CSV, newest first: the file that the page Activity offers.\n${API_HELP}`,
    )
    .argument("<org>", "the organization's id; `scrip orgs` lists them", organizationId)
    .option("--output <file>", "a new file to write (default: standard output)")
    .option("--from <instant>", "activities at or after this instant, such as 2026-11-01T00:00:00Z", instantText)
    .option("--until <instant>", "activities before this instant", instantText)
    .option("--project <name>", "activities of this project", shortText)
    .option("--member <name>", "activities of this member", shortText)
    .option("--resource <id>", "activities of this resource, such as gpu.h100-80gb", shortText)
    .option("--job <name>", "activities of this job", shortText)
    .addOption(urlOption())
    .action((orgId: string, options: ExportOptions) => save(console, orgId, options));
}

function instantText(text: string): string {
  const read = instantIn.safeParse(text);
  if (read.success) return text;
  throw new InvalidArgumentError(`It ${read.error.issues[0]?.message ?? "is not valid"}.`);
}

async function save(console: Console, orgId: string, options: ExportOptions): Promise<void> {
  const { output } = options;
  if (output !== undefined) requireNew(output);
  const needs = { orgId, scopes: ["ledger:read"], command: "export" } as const;
  await withApi(console, options, needs, async (server) => {
    const body = await download(server, query(orgId, options));
    await (output === undefined ? print(console, body) : writeFile(console, body, output));
  });
  if (output !== undefined) console.note(`The activities are in ${output}.`);
}

function query(orgId: string, options: ExportOptions): URLSearchParams {
  const parameters = new URLSearchParams({ org: `org_${orgId}` });
  for (const name of FILTERS) {
    const value = options[name];
    if (value !== undefined) parameters.set(name, value);
  }
  return parameters;
}

async function download({ url, key }: ApiServer, parameters: URLSearchParams): Promise<Readable> {
  const address = `${url}/download/activity.csv?${parameters.toString()}`;
  const headers = { authorization: `Bearer ${key}` };
  const response = await fetch(address, { headers, redirect: "manual" }).catch((error: Error) => {
    const reason = (error.cause as { code?: string } | undefined)?.code ?? error.message;
    throw new CouldNotRun(`The API at ${url} cannot be reached (${reason}). Is \`npm start\` running?`);
  });
  if (response.ok && response.body !== null) return Readable.fromWeb(response.body as ReadableStream);
  throw new CouldNotRun(`The API at ${url} refused the download: ${messageOf(await response.text())}`);
}

function messageOf(body: string): string {
  try {
    return (JSON.parse(body) as { error: { message: string } }).error.message;
  } catch {
    return body.slice(0, 200);
  }
}

/** No cell has a line break, so a line of text is a line of the file. */
async function print(console: Console, body: Readable): Promise<void> {
  for await (const line of createInterface({ input: body, crlfDelay: Number.POSITIVE_INFINITY })) console.out(line);
}

/** Writes a new file. If the download breaks, it removes the part. */
async function writeFile(console: Console, body: Readable, file: string): Promise<void> {
  const bar = console.showProgress("bytes", 0);
  let bytes = 0;
  body.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    bar.setTotal(bytes);
    bar.advance(chunk.length);
  });
  try {
    await pipeline(body, createWriteStream(file, { flags: "wx" }));
  } catch (error) {
    rmSync(file, { force: true });
    throw new CouldNotRun(`The download broke off, and nothing was kept: ${(error as Error).message}`);
  } finally {
    bar.stop();
  }
}
