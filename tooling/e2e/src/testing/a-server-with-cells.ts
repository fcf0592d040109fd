import {
  aMember,
  aProxy,
  type CellName,
  type Proxy as DatabaseProxy,
  type TestCells,
  testCells,
} from "@scrip/db/testing";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { afterAll, inject } from "vitest";
import { aPerson, type SignedInPerson } from "./a-person.ts";
import type {} from "./global-setup.ts";
import { startApi } from "./start-api.ts";

/** An API over a platform and two cells. It reaches the cell `b` through a proxy. */
export interface ServerWithCells {
  readonly url: string;
  /** The address of the platform's owner. */
  readonly ownerUrl: string;
  readonly cells: TestCells;
  readonly toB: DatabaseProxy;
  /** A member of every organization that `place` makes. */
  readonly person: SignedInPerson;
  /** Makes an organization in a cell. @returns its id on the wire */
  readonly place: (cell: CellName) => Promise<string>;
}

/** Starts a server over cells for the test file that calls this. */
export async function aServerWithCells(): Promise<ServerWithCells> {
  const cells = await testCells();
  const ownerUrl = cells.owners.platformUrl;
  const toB = await aProxy(cells.urls.app.cells.get("b") ?? "");
  const addresses = [...cells.urls.app.cells].map(([name, url]) => `${name}=${name === "b" ? toB.through(url) : url}`);
  const env = { SCRIP_CELLS: addresses.join(","), VERIFY_DATABASE_URL: cells.urls.verify.platform };
  const api = await startApi({ ownerUrl, env, webDir: inject("scripWebDir") });
  afterAll(api.stop);
  const homes = await cells.open("app");
  const person = await aPerson({ ownerUrl });
  const place: ServerWithCells["place"] = async (cell) => {
    const { orgId } = await cells.place(cell, { catalog: catalogText(tiered) });
    await aMember(homes, { orgId, personId: person.personId, role: "admin" });
    return `org_${orgId}`;
  };
  return { url: api.url, ownerUrl, cells, toB, person, place };
}
