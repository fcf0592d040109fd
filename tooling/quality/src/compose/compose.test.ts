import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { root } from "../root.ts";

/** The parts of a service that the tests look at. */
interface Service {
  readonly command?: readonly string[];
  readonly user?: string;
  readonly read_only?: boolean;
  readonly tmpfs?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
  readonly [key: string]: unknown;
}
interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
}

const text = readFileSync(join(root, "docker-compose.yml"), "utf8");
const file = parse(text, { merge: true }) as ComposeFile;
const SERVICES = Object.entries(file.services);
const OWN = SERVICES.filter(([name]) => name !== "postgres");

/** The schema of the Compose specification, as of June 2026 (github.com/compose-spec/compose-spec, Apache-2.0). */
const { $schema: _https, ...schema } = JSON.parse(
  readFileSync(join(import.meta.dirname, "compose-spec.json"), "utf8"),
) as Record<string, unknown>;
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const isCompose = ajv.compile(schema);
const problemsOf = (candidate: unknown): string[] => {
  isCompose(candidate);
  return (isCompose.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

it("docker-compose.yml has the form that Compose defines", () => {
  expect(problemsOf(file)).toEqual([]);
  expect(problemsOf({ services: { api: { image: "scrip", comand: ["node"] } } })).not.toEqual([]);
  expect(problemsOf({ services: { api: { image: "scrip", ports: 4870 } } })).not.toEqual([]);
});

describe.each(SERVICES)("the container %s", (name, service) => {
  it("G16 has no more of the system than it needs", () => {
    expect(service.read_only).toBe(true);
    expect(service.tmpfs).toContain("/tmp");
    expect(service.cap_drop).toEqual(["ALL"]);
    expect(service.security_opt).toEqual(["no-new-privileges:true"]);
    for (const key of ["privileged", "network_mode", "pid", "ipc", "userns_mode", "devices", "volumes_from"])
      expect(service).not.toHaveProperty(key);
    // Only PostgreSQL changes to its own user. API and worker write one file, in which they remember their database.
    if (name === "postgres") return;
    expect(service.user).toBe("node");
    expect(service.volumes).toEqual(name === "migrate" ? undefined : ["state:/var/lib/scrip"]);
    expect(service).not.toHaveProperty("cap_add");
  });

  it("G13 gets its secrets as files, and only those that its environment names", () => {
    const environment = service.environment ?? {};
    const paths = Object.entries(environment).filter(([key]) => key.endsWith("_FILE"));
    expect(paths.map(([, path]) => path.replace("/run/secrets/", "")).sort()).toEqual(
      [...(service.secrets ?? [])].sort(),
    );
    for (const secret of service.secrets ?? []) expect(file.secrets).toHaveProperty(secret);
    for (const key of Object.keys(environment)) expect(key).not.toMatch(/(PASSWORD|SECRET|SMTP_URL)$/);
  });

  it("says whether it is healthy, unless it ends by itself", () => {
    expect(service.healthcheck?.test[0]).toBe(name === "migrate" ? undefined : "CMD");
  });
});

it("G13 only the migrations get the owner's password", () => {
  const owners = OWN.filter(([, { secrets = [] }]) => secrets.includes("owner_password")).map(([name]) => name);
  expect(owners).toEqual(["migrate"]);
});

it("only the API is reached from outside, through this machine, and PostgreSQL by Scrip alone", () => {
  const published = SERVICES.filter(([, { ports }]) => ports !== undefined).map(([name]) => name);
  expect(published).toEqual(["api"]);
  expect(file.services.api?.ports).toEqual(["127.0.0.1:4870:4870"]);
  expect(file.services.postgres?.networks).toEqual(["database"]);
  expect(file.networks.database).toEqual({ internal: true });
});

it("every process of Scrip but the migrations runs in production", () => {
  const running = OWN.filter(([name]) => name !== "migrate");
  expect(running.map(([, { environment }]) => environment?.NODE_ENV)).toEqual(running.map(() => "production"));
});

it("has no password in an address, where some characters would change it", () => {
  expect(text.match(/postgres:\/\/[^@\s]*:[^@\s]*@/g)).toBeNull();
});

it("gives a process twice the time that it takes to stop", () => {
  const stop = readFileSync(join(root, "packages/process/src/stop.ts"), "utf8");
  const stopMs = Number(/STOP_MS = ([\d_]+);/.exec(stop)?.[1]?.replaceAll("_", ""));
  const graceSeconds = Number(/^x-scrip:[\s\S]*?stop_grace_period: (\d+)s$/m.exec(text)?.[1]);
  expect(stopMs).toBeGreaterThan(0);
  expect(graceSeconds * 1000).toBeGreaterThanOrEqual(2 * stopMs);
});
