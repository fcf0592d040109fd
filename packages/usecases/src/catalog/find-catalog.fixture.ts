/**
 * A process that finds a catalog, as the API does at its start, and prints its name and the title of each plan.
 *
 *   node find-catalog.fixture.ts <name or path>
 */
import { findCatalog } from "./find-catalog.ts";

const { name, plans } = await findCatalog(process.argv[2] ?? "");
console.log(JSON.stringify({ name, plans: Object.values(plans).map(({ title }) => title) }));
