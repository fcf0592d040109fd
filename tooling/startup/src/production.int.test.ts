import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { createServiceKey } from "@scrip/db/access";
import { openHomes } from "@scrip/db/schema";
import { openMailbox } from "@scrip/mailbox";
import { startPostgres } from "@scrip/postgres";
import { afterAll, expect, it, vi } from "vitest";
import { freePort } from "./ports.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { composeService, runService, type ServiceProcess } from "./testing/compose-service.ts";

// Processes start slowly on a busy machine. No test measures that time.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

const PATIENT = { timeout: 120_000, interval: 100 };
const ORIGIN = "https://credit.example.com";
/** Characters that an address, a shell or a file could change. */
const passwordOf = (name: string): string => `${name} p@ss:w/rd%41 #?&= ünïcode '"$`;

const folder = temporaryFolder();
const postgres = await startPostgres({ dir: join(folder, "postgres"), settings: { fsync: "on" } });
const mailbox = await openMailbox();
const ports = { api: await freePort(), metrics: await freePort(), worker: await freePort() };
const started: ServiceProcess[] = [];
afterAll(async () => {
  await Promise.all(started.map((service) => service.stop()));
  await mailbox.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const server = new URL(postgres.url);
const secretsDir = join(folder, "secrets");
mkdirSync(secretsDir);
chmodSync(secretsDir, 0o700);
const secrets = {
  owner_password: decodeURIComponent(server.password),
  app_password: passwordOf("app"),
  worker_password: passwordOf("worker"),
  verify_password: passwordOf("verify"),
  auth_secret: "an auth secret of one process, which nobody knows",
  smtp_url: mailbox.smtpUrl,
  stripe_secret_key: "",
  stripe_webhook_secret: "",
};
for (const [name, text] of Object.entries(secrets)) writeFileSync(join(secretsDir, name), `${text}\n`, { mode: 0o400 });

const service = (name: string) =>
  composeService(name, { SCRIP_ORIGIN: ORIGIN, SCRIP_MAIL_FROM: "Scrip <credit@example.com>" }, [
    ["/run/secrets", secretsDir],
    ["/var/lib/scrip", join(secretsDir, "state")],
    ["@postgres:5432", `@${server.host}`],
    ["//scrip_owner@", `//${server.username}@`],
  ]);
const OWN_PORTS = {
  HOST: "127.0.0.1",
  PORT: `${ports.api}`,
  SCRIP_METRICS_HOST: "127.0.0.1",
  SCRIP_METRICS_PORT: `${ports.metrics}`,
  SCRIP_WORKER_HOST: "127.0.0.1",
  SCRIP_WORKER_PORT: `${ports.worker}`,
  SCRIP_WEB_DIR: webDir(),
};
const run = (name: string, more: NodeJS.ProcessEnv = {}): ServiceProcess => {
  const running = runService(service(name), { ...OWN_PORTS, ...more });
  started.push(running);
  return running;
};

async function untilReady(running: ServiceProcess, port: number): Promise<void> {
  await vi.waitFor(async () => {
    if (running.hasEnded()) throw new Error(running.output());
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  }, PATIENT);
}

/** The answer to a browser behind the proxy that terminates TLS. */
interface Proxied {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Asks as a page of `ORIGIN` does, through a proxy. */
function ask(path: string, input?: object, cookie = ""): Promise<Proxied> {
  const headers = {
    host: "credit.example.com",
    origin: ORIGIN,
    "content-type": "application/json",
    "x-scrip-client": "web",
    "x-forwarded-for": "203.0.113.7",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "credit.example.com",
    cookie,
  };
  const { promise, resolve, reject } = Promise.withResolvers<Proxied>();
  const method = input === undefined ? "GET" : "POST";
  const sent = request({ host: "127.0.0.1", port: ports.api, path, method, headers }, (answer) => {
    let body = "";
    answer.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
  });
  sent.on("error", reject);
  sent.end(input === undefined ? undefined : JSON.stringify(input));
  return promise;
}

it("the containers' commands with the containers' environment make a server on which people sign up", async () => {
  const migrate = run("migrate");
  expect([await migrate.ended, migrate.output()]).toEqual([0, "The database is ready.\n"]);
  const api = run("api");
  const worker = run("worker");
  await untilReady(api, ports.api);
  await untilReady(worker, ports.worker);

  const page = await ask("/");
  expect(page.status).toBe(200);
  expect(page.headers["strict-transport-security"]).toContain("max-age=");
  const person = { name: "Ada", email: "ada@example.org", password: "a long and quiet river" };
  expect(await ask("/api/auth/sign-up/email", person)).toMatchObject({ status: 200, body: "{}" });
  await vi.waitFor(() => expect(mailbox.mailsTo(person.email)).toHaveLength(1), PATIENT);
  const [link = ""] = mailbox.mailsTo(person.email)[0]?.links ?? [];
  expect(link).toMatch(/^https:\/\/credit\.example\.com\/verify-email/);
  const token = /token=([^&]+)/.exec(link)?.[1];
  const verified = await ask("/api/auth/verify-email", { token, password: person.password });
  expect(verified).toMatchObject({ status: 200, body: '{"next":"signed_in"}' });
  const [cookie = ""] = verified.headers["set-cookie"] ?? [];
  expect(cookie).toMatch(/^__Host-scrip_session=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);

  // What only development has is not there.
  const session = JSON.parse((await ask("/trpc/session.get", undefined, cookie.split(";")[0])).body);
  expect(session.result.data).toMatchObject({
    person: { email: person.email, isVerified: true },
    isDevelopment: false,
    hasDemo: false,
    demoSignIns: [],
    mailbox: null,
  });

  // The logs name no secret, and end the processes in order.
  for (const running of [api, worker]) {
    for (const secret of [...Object.values(secrets).filter(Boolean), token ?? "token", person.password])
      expect(running.output()).not.toContain(secret);
    expect([await running.stop(), running.output()]).toEqual([0, expect.stringContaining('"msg":"stopped"')]);
  }
});

it("G15 production refuses test clocks, the demo, and variables that only the demo sets", async () => {
  const api = run("api", {
    SCRIP_DEMO_URL: "http://127.0.0.1:9/secret",
    SCRIP_DEMO_SIGN_INS: '[{"label":"a","email":"a@b.de","password":"c"}]',
    SCRIP_MAILBOX_URL: mailbox.url,
  });
  await untilReady(api, ports.api);
  const { result } = JSON.parse((await ask("/trpc/session.get")).body);
  expect(result.data).toMatchObject({ isDevelopment: false, hasDemo: false, demoSignIns: [], mailbox: null });

  const authorization = `Bearer ${await platformKey()}`;
  const call = async (procedure: string, input: object): Promise<string> => {
    const init = { method: "POST", headers: { authorization, "content-type": "application/json" } };
    const answer = await fetch(`http://127.0.0.1:${ports.api}/trpc/${procedure}`, {
      ...init,
      body: JSON.stringify(input),
    });
    return answer.text();
  };
  const testClock = "2026-01-01T12:00:00.000Z";
  const organization = { name: "Acme", idempotencyKey: "acme" };
  expect(await call("organizations.create", { ...organization, testClock })).toContain('"test_clock_refused"');
  const { result: made } = JSON.parse(await call("organizations.create", organization));
  const { org } = made.data;
  expect(await call("demo.advance", { org, to: testClock })).toMatch(/"(test_clock_refused|not_on_test_clock)"/);
  expect(await call("demo.startOver", { org })).toContain('"not_found"');
  await api.stop();
});

it.each(["api", "worker"])("G15 the process %s does not start in production with a hook of tests", async (name) => {
  const hooked = run(name, { SCRIP_TEST_CRASH_AT: "due.ran:1" });
  expect(await hooked.ended).toBe(1);
  expect(hooked.output()).toContain("SCRIP_TEST_CRASH_AT: is a hook of tests");
});

it.each(["api", "worker"])("G15 the process %s does not start in production with a local Stripe", async (name) => {
  const local = run(name, {
    STRIPE_SECRET_KEY: "sk_test_local",
    STRIPE_WEBHOOK_SECRET: "whsec_local",
    SCRIP_STRIPE_URL: "http://127.0.0.1:4874",
  });
  expect(await local.ended).toBe(1);
  expect(local.output()).toContain("SCRIP_STRIPE_URL: is the address of a local Stripe");
});

it.each([
  ["api", "SCRIP_AUTH_SECRET"],
  ["api", "APP_DATABASE_PASSWORD"],
  ["worker", "SCRIP_SMTP_URL"],
])("the process %s does not start without its secret %s, and says so", async (name, variable) => {
  const without = run(name, { [`${variable}_FILE`]: join(secretsDir, "missing") });
  expect(await without.ended).toBe(1);
  expect(without.output()).toContain(
    `${variable}_FILE: the file ${join(secretsDir, "missing")} cannot be read (ENOENT)`,
  );
});

it.each(["tooling/demo/src/main.ts", "tooling/mailbox/src/main.ts"])(
  "G15 %s does not start in production",
  async (path) => {
    const program = runService({ command: ["node", path], environment: { NODE_ENV: "production" } });
    expect(await program.ended).toBe(1);
    expect(program.output()).toContain("NODE_ENV: must not be production");
  },
);

/** A folder of pages, since this test is not about them. */
function webDir(): string {
  const dir = join(folder, "web");
  mkdirSync(dir);
  writeFileSync(join(dir, "index.html"), "<!doctype html><title>Scrip</title>");
  return dir;
}

async function platformKey(): Promise<string> {
  const homes = await openHomes({ organizations: postgres.url }, { applicationName: "scrip-test", poolSize: 1 });
  try {
    const scopes = ["organizations:write", "clocks:write"];
    const terms = { name: "tests", owner: "tests", orgId: null, orgIds: null, scopes, expiresAt: null };
    return (await createServiceKey(homes.platform, terms)).key;
  } finally {
    await homes.close();
  }
}
