/**
 * A process that is killed while it makes a key, or sets the ceiling of one.
 *
 *   node killed-key.fixture.ts '<HomeUrls>' <crash point> <organization> <person> [<key>]
 */
import { crashAt, parseCrashAt } from "@scrip/db/connection";
import { openHomes } from "@scrip/db/schema";
import { usd } from "@scrip/domain/money";
import { FROM_WITHIN } from "../deps.ts";
import { limitKey } from "./limit-key.ts";
import { makeKey } from "./make-key.ts";

const [urls = "{}", point, orgId = "", person = "", key] = process.argv.slice(2);
const homes = await openHomes(JSON.parse(urls), { applicationName: "scrip-test-keys", poolSize: 1 });
const crash = parseCrashAt(`${point}:1`);
if (crash !== null) crashAt(crash);
const caller = { orgId, actor: { type: "member", id: person }, from: FROM_WITHIN } as const;
if (key === undefined)
  await makeKey({ homes }, caller, { org: orgId, name: "killed", scopes: ["usage:report"], dailyCeiling: usd("5") });
else await limitKey({ homes }, caller, { org: orgId, key, dailyCeiling: usd("7") });
await homes.close();
