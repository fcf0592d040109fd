/**
 * A process that is killed while it moves an organization.
 *
 *   node killed-move.fixture.ts <owner's address of the platform> '<[cell, owner's address][]>' <organization> <cell> <crash point>
 */
import { crashAt, parseCrashAt } from "../../connection/crash-points.ts";
import { moveOrganization } from "./move-organization.ts";

const [platformUrl = "", cells = "[]", orgId = "", to = "", point = ""] = process.argv.slice(2);
const crash = parseCrashAt(`${point}:1`);
if (crash === null) throw new Error(`there is no crash point ${point}`);
crashAt(crash);
await moveOrganization({ platformUrl, cellUrls: new Map(JSON.parse(cells)) }, { orgId, to, pause: 0 });
