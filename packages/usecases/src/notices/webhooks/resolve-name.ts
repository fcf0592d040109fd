import type { LookupAddress } from "node:dns";
import { lookup, Resolver } from "node:dns/promises";

/** The names servers of the system answer within so long, or not at all. */
const PATIENCE = { timeout: 2000, tries: 2 };

/**
 * Finds the addresses of a name by asking name servers. The system's own look-up would block one of four threads of the
 * process for each name whose servers do not answer, and so delay all other names.
 * @param terms `usesHosts` also looks into the system's file of hosts, as for `localhost`
 * @throws the error of the name servers if there is no address
 */
export async function resolveName(
  name: string,
  { usesHosts }: { readonly usesHosts: boolean },
): Promise<readonly LookupAddress[]> {
  const resolver = new Resolver(PATIENCE);
  const [v4, v6] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const found = [...addressesOf(v4, 4), ...addressesOf(v6, 6)];
  if (found.length > 0) return found;
  if (usesHosts) return lookup(name, { all: true });
  if (v4.status === "rejected") throw v4.reason;
  return [];
}

function addressesOf(answer: PromiseSettledResult<string[]>, family: number): readonly LookupAddress[] {
  return answer.status === "fulfilled" ? answer.value.map((address) => ({ address, family })) : [];
}
