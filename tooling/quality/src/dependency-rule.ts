export interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/**
 * The direct dependencies that each package may have (docs/architecture.md). Turbo's tags check whole chains of
 * workspaces but no npm packages, so this table lists both. Apps may use any npm package.
 */
const ALLOWED: Record<string, readonly string[]> = {
  "@scrip/domain": [],
  "@scrip/contract": ["@scrip/domain", "zod"],
  "@scrip/verify": ["@scrip/domain", "pg"],
  "@scrip/process": [
    "zod",
    "pino",
    "prom-client",
    "@opentelemetry/api",
    "@opentelemetry/context-async-hooks",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace",
  ],
  "@scrip/db": ["@scrip/domain", "@scrip/contract", "typeorm", "reflect-metadata", "pg", "pg-boss", "pg-copy-streams"],
  "@scrip/usecases": ["@scrip/domain", "@scrip/contract", "@scrip/db", "@scrip/documents", "@scrip/verify"],
  "@scrip/accounts": [
    "@scrip/domain",
    "@scrip/contract",
    "@scrip/db",
    "@scrip/usecases",
    "better-auth",
    "@better-auth/kysely-adapter",
    "@better-auth/sso",
    "kysely",
    "pg",
    "samlify",
    "tldts",
  ],
  "@scrip/payments": ["@scrip/domain", "stripe"],
  "@scrip/documents": [
    "@scrip/domain",
    "@embedpdf/fonts-kr",
    "@expo-google-fonts/noto-sans",
    "@expo-google-fonts/noto-sans-sc",
    "fontkit",
    "pdfkit",
  ],
};

/** Clients run on other machines. From this project they may use only the rules, the schemas and the API's types. */
const CLIENTS: Record<string, readonly string[]> = {
  "@scrip/client": ["@scrip/domain", "@scrip/contract"],
  "@scrip/simulator": ["@scrip/domain", "@scrip/client"],
  "@scrip/web": ["@scrip/domain", "@scrip/contract", "@scrip/client"],
};

/** Finds the dependencies of a workspace that the rule forbids. It does not check devDependencies, so tests may use more. */
export function forbiddenDependencies({ name, dependencies = {} }: Manifest): string[] {
  const names = Object.keys(dependencies);
  const allowed = ALLOWED[name];
  const clients = CLIENTS[name];
  if (allowed !== undefined) return names.filter((dependency) => !allowed.includes(dependency));
  if (clients === undefined) return [];
  return names.filter((dependency) => dependency.startsWith("@scrip/") && !clients.includes(dependency));
}
