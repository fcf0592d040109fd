import { once } from "node:events";
import { connect } from "node:net";
import { TEST_SECRET } from "@scrip/accounts/testing/test-person";
import { aMember, freePort } from "@scrip/db/testing";
import { expect, it, vi } from "vitest";
import { anApi, callOver } from "./testing/an-api.ts";
import { type ApiProcess, startApiProcess } from "./testing/api-process.ts";

const api = await anApi();
const { urls } = api.database;
const PATIENT = { timeout: 30_000 };

/** The secrets that no output of a process may contain. */
const passwords = [urls.app, urls.verify].map(passwordOf);
const ada = await api.aPerson();
const SESSION = ada.cookie.split("=").slice(1).join("=");
const WRONG_KEY = `scrip_p${"canary".repeat(8).slice(0, 43)}`;
const TYPED = {
  password: "canary of a person, typed",
  code: "canary-of-a-second-factor",
  token: "canary-of-the-link-in-a-mail",
};

it("G16 logs callers and procedures without secrets, even if calls fail and at level trace", async () => {
  const org = await api.anOrganization({ credit: 100 });
  const { process, url } = await start({ SCRIP_LOG_LEVEL: "trace" });
  const { cookie } = ada;
  await aMember(api.owner, { orgId: org.slice("org_".length), personId: ada.personId });
  const keyId = await idOfKey();

  await callOver(url, "balance.get", { org }, api.key);
  await callOver(url, "balance.get", { org }, WRONG_KEY);
  await fetch(`${url}/${api.key}?key=${api.key}&password=${WRONG_KEY}`, { headers: { cookie } });
  await typeSecrets(url);
  await sendRaw(url, `GET /a b HTTP/1.1\r\nauthorization: Bearer ${api.key}\r\ncookie: ${cookie}\r\n\r\n`);
  // Missing rights are an error of Scrip, which the log has with its cause.
  await api.owner.query("REVOKE SELECT ON organizations, entries FROM scrip_app, scrip_ledger");
  try {
    expect((await callOver(url, "balance.get", { org }, api.key)).status).toBe(500);
    expect((await callOver(url, "charges.create", { org, amount: "1", idempotencyKey: "a" }, api.key)).status).toBe(
      500,
    );
    const file = await fetch(`${url}/download/activity.csv?org=${org}`, { headers: { cookie } });
    expect(file.status).toBe(500);
  } finally {
    await api.owner.query("GRANT SELECT ON organizations, entries TO scrip_app, scrip_ledger");
  }
  const orgId = org.slice(4);
  const actor = `service_key:${keyId}`;
  const reqId = expect.stringMatching(/^[0-9a-f-]{36}$/);
  await vi.waitFor(() => {
    expect(process.lines().filter(({ level }) => level === "error")).toMatchObject([
      { msg: "call failed", procedure: "balance.get", orgId, actor, reqId, err: { stack: expect.any(String) } },
      { msg: "call failed", procedure: "charges.create", orgId, actor, reqId },
      { msg: "request failed", reqId },
    ]);
  }, PATIENT);
  expect(process.lines()).toContainEqual(
    expect.objectContaining({ level: "debug", msg: "call answered", procedure: "balance.get", orgId, actor, reqId }),
  );
  process.stop();
  expect(await process.ended).toBe(0);
  // Every line is about a request, with its id, or about the process itself.
  const others = process.lines().filter((line) => line.reqId === undefined);
  for (const { msg } of others) expect(msg).toMatch(/^(Server listening|stopping|stopped|a request could not be read)/);
  expectNoSecrets(process);
});

it("G16 prints no password if the database does not answer or its address is broken", async () => {
  const unreachable = new URL(urls.app);
  unreachable.port = `${await freePort()}`;
  const broken = urls.app.replace("127.0.0.1", "127.0.0.1:no-port");
  const undecodable = urls.app.replace(passwordOf(urls.app), `${passwordOf(urls.app)}%E0%A4%A`);
  const addresses = [unreachable.href, broken, undecodable];
  const processes = addresses.map((address) => startApiProcess(environment({ APP_DATABASE_URL: address })));
  for (const process of processes) {
    expect(await process.ended).toBe(1);
    expect(process.errorOutput()).not.toBe("");
    expectNoSecrets(process);
  }
});

it("in development the log is for a person", async () => {
  const { process } = await start({ NODE_ENV: "development" });
  expect(process.output()).toMatch(/^\S+Z info Server listening at http:\/\/127\.0\.0\.1:\d+\n$/);
});

async function start(some: NodeJS.ProcessEnv) {
  const port = await freePort();
  const process = startApiProcess(environment({ PORT: `${port}`, ...some }));
  const url = `http://127.0.0.1:${port}`;
  await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).ok).toBe(true), PATIENT);
  return { process, url };
}

function environment(some: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = { APP_DATABASE_URL: urls.app, VERIFY_DATABASE_URL: urls.verify, SCRIP_METRICS_PORT: "0" };
  const secret = { SCRIP_AUTH_SECRET: TEST_SECRET };
  return { ...own, ...secret, NODE_ENV: "test", ...some };
}

function expectNoSecrets(process: ApiProcess): void {
  for (const secret of [api.key, WRONG_KEY, SESSION, TEST_SECRET, ...Object.values(TYPED), ...passwords]) {
    expect(secret.length).toBeGreaterThan(10);
    expect(process.output()).not.toContain(secret);
  }
}

function passwordOf(url: string): string {
  const { password, searchParams } = new URL(url);
  return password || (searchParams.get("password") ?? "");
}

async function idOfKey(): Promise<string> {
  const [row]: { id: string }[] = await api.owner.query("SELECT id FROM service_keys");
  return row?.id ?? "";
}

/** Sends what people type or follow: at sign-up, sign-in, the second factor, and links of mails. */
async function typeSecrets(url: string): Promise<void> {
  const { password, code, token } = TYPED;
  const email = "canaries@example.com";
  const calls: readonly [path: string, body: object, status: number][] = [
    ["/sign-up/email", { name: "Ada Lovelace", email, password }, 200],
    ["/sign-in/email", { email, password: `${password} wrongly` }, 401],
    ["/sign-in/email", { email, password }, 403],
    ["/two-factor/verify-totp", { code }, 400],
    ["/reset-password", { token, newPassword: password }, 400],
  ];
  for (const [path, body, status] of calls) {
    const headers = { origin: url, "x-scrip-client": "web", "content-type": "application/json" };
    const answer = await fetch(`${url}/api/auth${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    expect([path, answer.status]).toEqual([path, status]);
  }
  for (const path of ["/verify-email", "/invitation", "/reset-password"]) await fetch(`${url}${path}?token=${token}`);
}

/** Sends text that is no request, and waits until the server closes the connection. */
async function sendRaw(url: string, text: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(text).resume();
  await once(socket, "close");
}
