import { listServiceKeys, revokeServiceKey } from "@scrip/db/access";
import { describe, expect, it, vi } from "vitest";
import { postAuth } from "../testing/a-person.ts";
import { anApi, listen, openTestDeps } from "../testing/an-api.ts";
import { rawHttp } from "../testing/raw-http.ts";

const api = await anApi();
const org = await api.anOrganization({ credit: 500 });
const orgId = org.slice(4);
let now = Date.now();
const fast = { recheckMs: 20, now: () => now };
const url = await listen(api.deps, fast);
/** A second process of the API: both share only the database. */
const other = await openTestDeps(api.database.urls);
const elsewhere = await listen(other.deps, { ...fast, changes: other.changes });

const WEEK_MS = 7 * 24 * 3_600_000;

describe("G12 a live stream of a key", () => {
  it.each([
    ["is revoked", "UPDATE service_keys SET revoked_at = clock_timestamp() WHERE id = $1"],
    ["expires", "UPDATE service_keys SET expires_at = clock_timestamp() WHERE id = $1"],
    ["loses its scope", "UPDATE service_keys SET scopes = '{usage:report}' WHERE id = $1"],
    ["loses the organization", "UPDATE service_keys SET org_ids = '{}' WHERE id = $1"],
    ["is deleted", "DELETE FROM service_keys WHERE id = $1"],
  ])("ends in every process when the key %s, and others go on", async (_change, statement) => {
    const kept = await open(url, { authorization: `Bearer ${await api.aKey({ orgId })}` });
    const key = await api.aKey({ orgIds: [orgId] });
    const streams = [await open(url, bearer(key)), await open(elsewhere, bearer(key))];
    await api.owner.query(statement, [await newestKey()]);
    // Without a check the streams would last for ten minutes.
    for (const stream of streams) expect(await stream.rest()).not.toMatch(/event: (return|serialized-error)/);
    await api.ok("charges.create", { org, amount: "1" });
    await kept.sees('"available"');
    await kept.leave();
  });

  it("opens again only with a key that is valid", async () => {
    const key = await api.aKey({ orgId });
    const stream = await open(url, bearer(key));
    await revokeServiceKey(api.owner.platform, await newestKey());
    await stream.rest();
    await vi.waitFor(async () => {
      const again = await rawHttp(url, path(), { headers: bearer(key) });
      expect(await again.text()).toContain('"code":"unauthenticated"');
    }, 10_000);
  });
});

describe("G4 a live stream of a session", () => {
  it("ends when the person signs out, and the session is over for every further call", async () => {
    const { cookie } = await api.aPerson({ org });
    const another = (await api.aPerson({ org, role: "viewer" })).cookie;
    const stream = await open(url, { cookie });
    const kept = await open(url, { cookie: another });
    await postAuth(url, "/sign-out", {}, { cookie });
    await stream.rest();
    const call = `/trpc/balance.get?input=${encodeURIComponent(JSON.stringify({ org }))}`;
    expect((await rawHttp(url, call, { headers: { cookie } })).status).toBe(401);
    expect((await rawHttp(url, call, { headers: { cookie: another } })).status).toBe(200);
    await api.ok("charges.create", { org, amount: "1" });
    await kept.sees('"available"');
    await kept.leave();
  });

  it("ends in every process within two seconds when the person revokes the session, or leaves the organization", async () => {
    const one = await api.aPerson({ org, role: "member" });
    const two = await api.aPerson({ org, role: "member" });
    const streams = await Promise.all(
      [one, two].flatMap(({ cookie }) => [open(url, { cookie }), open(elsewhere, { cookie })]),
    );
    const again = await postAuth(url, "/sign-in/email", { email: one.email, password: one.password });
    const other = again.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect((await postAuth(url, "/revoke-other-sessions", {}, { cookie: other })).status).toBe(200);
    await api.owner.query("DELETE FROM members WHERE person_id = $1", [two.personId]);
    for (const stream of streams) expect(await stream.rest()).not.toMatch(/event: (return|serialized-error)/);
    expect((await one.call("session.get")).data.person).toBeNull();
    const { data: left } = await two.call("session.get");
    expect(left).toMatchObject({ person: { name: two.name }, organizations: [{ isPersonal: true }] });
  });

  it("ends when the session expires", async () => {
    const { cookie } = await api.aPerson({ org, role: "member" });
    const stream = await open(url, { cookie });
    now += WEEK_MS;
    expect(await stream.rest()).not.toMatch(/event: (return|serialized-error)/);
  });
});

describe("the streams of a process", () => {
  it("are at most half for one organization, and twenty for one key or session", async () => {
    const small = await listen(api.deps, { mostStreams: 6 });
    const key = await api.aKey();
    const streams = [await open(small, bearer(key)), await open(small, bearer(key)), await open(small, bearer(key))];
    expect(await refusal(small, bearer(key))).toMatchObject({ httpStatus: 429, scrip: { code: "too_many_requests" } });
    const another = await api.anOrganization({ credit: 1 });
    streams.push(await open(small, bearer(key), another));
    const large = await listen(api.deps, { ...fast, mostStreams: 100 });
    const { cookie } = await api.aPerson({ org, role: "member" });
    for (let n = 0; n < 20; n += 1) streams.push(await open(large, bearer(key)));
    const refused = await refusal(large, bearer(key), another);
    expect(refused).toMatchObject({ httpStatus: 429, scrip: { code: "too_many_requests", retryAfterMs: 2000 } });
    streams.push(await open(large, bearer(await api.aKey()), another), await open(large, { cookie }));
    await streams.at(-3)?.leave();
    await vi.waitFor(async () => streams.push(await open(large, bearer(key))));
    for (const stream of streams) await stream.leave();
  });
});

interface Stream {
  /** Everything until the server ends the stream. */
  rest(): Promise<string>;
  /** Reads until a message has the text. */
  sees(text: string): Promise<void>;
  leave(): Promise<void>;
}

/** Opens a stream, and reads its first message. @throws if it is refused */
async function open(server: string, headers: Record<string, string>, of = org): Promise<Stream> {
  const response = await rawHttp(server, path(of), { headers });
  const body = response.body as ReadableStream<Uint8Array<ArrayBuffer>>;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const until = async (isEnough: (text: string) => boolean): Promise<string> => {
    let text = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += part.value;
      if (isEnough(text)) break;
    }
    return text;
  };
  const sees = async (text: string): Promise<void> => {
    expect(await until((seen) => seen.includes(text))).toContain(text);
  };
  await sees('"available"');
  return { rest: () => until(() => false), sees, leave: () => reader.cancel() };
}

async function refusal(server: string, headers: Record<string, string>, of = org): Promise<unknown> {
  const text = await (await rawHttp(server, path(of), { headers })).text();
  return JSON.parse(/event: serialized-error\ndata: (.*)\n/.exec(text)?.[1] ?? "{}").data;
}

function path(of = org): string {
  return `/trpc/live.balance?input=${encodeURIComponent(JSON.stringify({ org: of }))}`;
}

function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}

async function newestKey(): Promise<string> {
  const [{ id } = { id: "" }] = await listServiceKeys(api.owner.platform);
  return id;
}
