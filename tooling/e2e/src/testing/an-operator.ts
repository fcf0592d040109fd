import { inPlatform } from "@scrip/db/connection";
import { makeOperator } from "@scrip/db/operators";
import { openHomes } from "@scrip/db/schema";
import { aPerson, type SignedInPerson } from "./a-person.ts";

/** Creates an operator of the platform, with a session. */
export async function anOperator(server: { readonly ownerUrl: string }, name: string): Promise<SignedInPerson> {
  const person = await aPerson(server, { name });
  const owner = await openHomes({ organizations: server.ownerUrl }, { applicationName: "scrip-test-operator" });
  try {
    await inPlatform(owner.platform, (tx) => makeOperator(tx, person.personId));
  } finally {
    await owner.close();
  }
  return person;
}
