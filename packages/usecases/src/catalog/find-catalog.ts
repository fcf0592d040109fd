import { readFile } from "node:fs/promises";
import { registerHooks } from "node:module";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { StartupError } from "@scrip/db/connection";
import { type Catalog, parseCatalog, SHIPPED_CATALOGS } from "@scrip/domain/catalog";

const MODULES = [".ts", ".mts", ".js", ".mjs"];

/** The names under which the module of a catalog finds `defineCatalog`, where it is not installed. */
const OWN_NAMES = ["@scrip/client/catalog", "@scrip/domain/catalog"];

/**
 * Finds the catalog of a deployment, and checks it.
 * @param nameOrPath the name of a catalog that ships, or the path of a `.json`, `.ts`, `.mts`, `.js` or `.mjs` file
 * @param from the folder in which a relative path begins
 * @throws StartupError that says what to change, with the path of everything that is wrong in the catalog
 * @source docs/own-catalog.md
 */
export async function findCatalog(nameOrPath: string, from = process.cwd()): Promise<Catalog> {
  if (Object.hasOwn(SHIPPED_CATALOGS, nameOrPath)) return SHIPPED_CATALOGS[nameOrPath as keyof typeof SHIPPED_CATALOGS];
  const kind = extname(nameOrPath).toLowerCase();
  if (kind !== ".json" && !MODULES.includes(kind)) throw new StartupError(notACatalog(nameOrPath));
  const path = resolve(from, nameOrPath);
  const value = kind === ".json" ? await readJson(path) : await readModule(path);
  const parsed = parseCatalog(value);
  if (parsed.ok) return parsed.value;
  const problems = parsed.error.map(({ path: place, message }) => `  ${place || "the catalog"}: ${message}`);
  throw new StartupError(`The catalog in ${path} is not valid:\n${problems.join("\n")}`);
}

function notACatalog(given: string): string {
  const names = Object.keys(SHIPPED_CATALOGS).join(" or ");
  return `There is no catalog ${JSON.stringify(given)}. SCRIP_CATALOG is ${names}, or the path of a .json, .ts or .js file.`;
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: Error) => {
    throw new StartupError(`The catalog in ${path} cannot be read: ${error.message}`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StartupError(`The catalog in ${path} is no JSON: ${(error as Error).message}`);
  }
}

/** The export `catalog` of a module, or its default. */
async function readModule(path: string): Promise<unknown> {
  findOwnNames();
  const module = await import(pathToFileURL(path).href).catch((error: Error) => {
    throw new StartupError(`The catalog in ${path} cannot be loaded: ${error.message}`);
  });
  const value = module.catalog ?? module.default;
  if (value === undefined) throw new StartupError(`The module ${path} must export its catalog as "catalog".`);
  return value;
}

let isFound = false;

/** A catalog outside of the repository finds `defineCatalog` here, unless its own folder has it installed. */
function findOwnNames(): void {
  if (isFound) return;
  isFound = true;
  const here = import.meta.resolve("@scrip/domain/catalog");
  registerHooks({
    resolve: (name, context, next) => {
      try {
        return next(name, context);
      } catch (error) {
        if (!OWN_NAMES.includes(name)) throw error;
        return { url: here, shortCircuit: true };
      }
    },
  });
}
