import { createServer, type IncomingMessage } from "node:http";
import { isRefusal, type ScripClient } from "@scrip/client";
import type { Catalog } from "@scrip/domain/catalog";
import { log, messageOf } from "./log.ts";
import type { Organization } from "./organization.ts";
import { HISTORY_MS } from "./travel/schedule.ts";
import { DAY_MS } from "./travel/step.ts";
import { travel, writeHistory } from "./travel/travel.ts";

const NAME = "Demo (time travel)";

interface DemoParts {
  readonly client: ScripClient<Catalog>;
  /** When each organization of the demo was made; the id is that of the wire. */
  readonly made: Map<string, Date>;
}

/**
 * Serves the API of a development server on this machine: moves time with the demo's work on the way, and makes new
 * organizations. The path has a secret, so no other program can ask.
 */
export function serveDemo(
  parts: DemoParts,
  { port, secret }: { readonly port: number; readonly secret: string },
): void {
  const server = createServer((request, response) => {
    const answer =
      request.method === "POST" ? answers(parts)[request.url?.replace(`/${secret}/`, "") ?? ""] : undefined;
    if (answer === undefined) return void response.writeHead(404).end();
    read(request)
      .then(answer)
      .then((data) => response.setHeader("content-type", "application/json").end(JSON.stringify(data)))
      .catch((error: unknown) => {
        log(`asked for ${request.url?.split("/").at(-1)}: ${messageOf(error)}`);
        response.writeHead(500).end(messageOf(error));
      });
  });
  server.listen(port, "127.0.0.1");
}

interface Asked {
  readonly orgId?: string;
  readonly to?: number;
}

const answers = (parts: DemoParts): Record<string, (asked: Asked) => Promise<object>> => ({
  advance: async ({ orgId = "", to = 0 }) => {
    const org = parts.client.organization(`org_${orgId}`);
    const since = parts.made.get(org.org) ?? (await madeAt(org));
    if (since !== undefined) return travel(org, since, to);
    const { at, ran } = await org.clocks.advance({ to: new Date(to) });
    return { at: Date.parse(at), ran };
  },
  "start-over": async () => startOver(parts),
});

/** When an organization of an earlier run was made: its signup is at that instant. Others are not of the demo. */
async function madeAt(org: Organization): Promise<Date | undefined> {
  const isOfDemo = await org.jobs.get({ job: "monitor" }).then(
    () => true,
    () => false,
  );
  const { entries } = await org.entries.list({ limit: 1 });
  const [first] = entries;
  return isOfDemo && first !== undefined ? new Date(first.at) : undefined;
}

async function startOver({ client, made }: DemoParts): Promise<object> {
  const since = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - HISTORY_MS);
  const { org, name } = await newOrganization(client, since);
  made.set(org, since);
  await writeHistory(client.organization(org), since);
  return { orgId: org.slice("org_".length), name };
}

/** Creates an organization under the first number that no other one has. */
async function newOrganization(
  client: ScripClient<Catalog>,
  testClock: Date,
): Promise<{ org: `org_${string}`; name: string }> {
  for (let number = 2; ; number += 1) {
    const name = `${NAME} ${number}`;
    try {
      const { org } = await client.organizations.create({ name, testClock });
      return { org: org as `org_${string}`, name };
    } catch (error) {
      if (!isRefusal(error, "name_taken")) throw error;
    }
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text === "" ? "{}" : text) as Asked;
}
