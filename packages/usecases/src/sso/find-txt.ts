import { Resolver } from "node:dns/promises";

const NOT_THERE = new Set(["ENOTFOUND", "ENODATA"]);

/**
 * Looks up the TXT records of a name.
 * @param servers addresses of name servers; those of the system if not given
 * @returns the texts of the records; `null` if no name server answers
 */
export async function findTxt(name: string, servers?: readonly string[]): Promise<readonly string[] | null> {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  if (servers !== undefined) resolver.setServers(servers);
  try {
    const records = await resolver.resolveTxt(name);
    return records.map((parts) => parts.join(""));
  } catch (error) {
    return NOT_THERE.has((error as NodeJS.ErrnoException).code ?? "") ? [] : null;
  }
}
