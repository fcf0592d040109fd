export interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/**
 * What each package may depend on directly, as the style guide names it. Turbo's tags see through chains of
 * workspaces but not npm packages, so both are here. Apps are free in their npm packages.
 */
const ALLOWED: Record<string, readonly string[]> = {
  "@scrip/domain": [],
  "@scrip/contract": ["@scrip/domain", "zod"],
  "@scrip/verify": ["@scrip/domain", "pg"],
  "@scrip/process": ["zod", "pino", "prom-client"],
  "@scrip/db": ["@scrip/domain", "@scrip/contract", "typeorm", "reflect-metadata", "pg", "pg-boss"],
  "@scrip/usecases": ["@scrip/domain", "@scrip/contract", "@scrip/db", "@scrip/verify"],
  "@scrip/payments": ["@scrip/domain", "@scrip/usecases", "stripe"],
};

/** Clients run on other machines: of the project they get the rules, the schemas and the API's types. */
const CLIENTS: Record<string, readonly string[]> = {
  "@scrip/client": ["@scrip/domain", "@scrip/contract"],
  "@scrip/web": ["@scrip/domain", "@scrip/contract", "@scrip/client"],
};

/** The dependencies of a workspace that the rule does not allow. Tests may use more: devDependencies are free. */
export function forbiddenDependencies({ name, dependencies = {} }: Manifest): string[] {
  const names = Object.keys(dependencies);
  const allowed = ALLOWED[name];
  const clients = CLIENTS[name];
  if (allowed !== undefined) return names.filter((dependency) => !allowed.includes(dependency));
  if (clients === undefined) return [];
  return names.filter((dependency) => dependency.startsWith("@scrip/") && !clients.includes(dependency));
}
