import pg from "pg";
import { afterAll, describe, expect, inject, it } from "vitest";
import { testDatabase } from "../testing/index.ts";
import { onDatabase } from "../testing/on-database.ts";
import { asCell, atNode, citusAddress } from "./citus-address.ts";

const CELL = "scrip_organizations_home";

describe.skipIf(!process.env.SCRIP_CITUS_URL)("the address of a cell on Citus", async () => {
  if (!process.env.SCRIP_CITUS_URL) return;
  const database = await testDatabase();
  const coordinatorUrl = onDatabase(process.env.SCRIP_CITUS_URL, database.name);
  const coordinator = new pg.Client({ connectionString: coordinatorUrl });
  await coordinator.connect();
  afterAll(() => coordinator.end());

  it("is that of the node that has the rows, asked on any node", async () => {
    const address = await citusAddress(coordinator, CELL);
    expect(address).not.toBeNull();
    const carrier = new URL(inject("scripOwnerUrl"));
    expect(address).toEqual({ host: carrier.hostname, port: Number(carrier.port) });
    const node = new pg.Client({ connectionString: database.ownerUrl });
    await node.connect();
    const shards = await node.query(
      `SELECT count(*)::int AS here FROM pg_dist_placement
        WHERE groupid = (SELECT groupid FROM pg_dist_local_group)
          AND shardid IN (SELECT shardid FROM pg_dist_shard WHERE logicalrelid = 'entries'::regclass)`,
    );
    await expect(citusAddress(node, CELL)).resolves.toEqual(address);
    await node.end();
    expect(shards.rows).toEqual([{ here: 1 }]);
  });

  it("changes when the cell moves to another node", async () => {
    const before = await citusAddress(coordinator, CELL);
    const { rows } = await coordinator.query<{ nodeid: number; host: string; port: number }>(
      `SELECT nodeid, nodename AS host, nodeport AS port FROM pg_dist_node
        WHERE shouldhaveshards AND (nodename, nodeport) <> ($1, $2) LIMIT 1`,
      [before?.host, before?.port],
    );
    const [other] = rows;
    if (other === undefined) return; // A cluster with one worker has no other place for a cell.
    await coordinator.query("SELECT citus_schema_move($1::regnamespace, $2::int, 'block_writes')", [
      CELL,
      other.nodeid,
    ]);
    await expect(citusAddress(coordinator, CELL)).resolves.toEqual({ host: other.host, port: other.port });
  });

  it("is unknown for a schema that is not distributed", async () => {
    await expect(citusAddress(coordinator, "public")).resolves.toBeNull();
    await expect(citusAddress(coordinator, "no_such_schema")).resolves.toBeNull();
  });

  it("keeps login, database and settings, and adds the settings of a cell", () => {
    const url = atNode("postgres://scrip_app:secret@coordinator:5432/scrip?sslmode=require", {
      host: "w2",
      port: 9702,
    });
    expect(url).toBe("postgres://scrip_app:secret@w2:9702/scrip?sslmode=require");
    expect(new URL(asCell(url)).searchParams.get("options")).toContain("-c plan_cache_mode=auto");
  });
});
