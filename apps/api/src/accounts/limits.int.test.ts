import { performance } from "node:perf_hooks";
import { expect, it } from "vitest";
import { postAuth } from "../testing/a-person.ts";
import { anApi, listen } from "../testing/an-api.ts";
import type { Answered } from "../testing/answered.ts";

const api = await anApi();
/** Behind a proxy, so that each request can come from an address of its own. */
const url = await listen(api.deps, { proxyHops: 1 });
const { passwords } = api.accounts;

let addresses = 0;
const anAddress = (): string => `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses++ & 255}`;

it("limits 1,000 sign-ins to one account from as many addresses, and computes few hashes for them", async () => {
  const me = await api.aPerson();
  for (const email of [me.email, "nobody@example.com"]) {
    const before = passwords.computed;
    const answers: Answered[] = [];
    for (let n = 0; n < 1000; n += 25)
      answers.push(...(await Promise.all(Array.from({ length: 25 }, () => signIn(email, "a wrong password")))));
    expect(countOf(answers, "wrong_credentials")).toBe(10);
    expect(countOf(answers, "too_many_requests")).toBe(990);
    expect(passwords.computed - before).toBe(10);
  }
  // The right password is refused too, until the window ends.
  const right = await signIn(me.email, me.password);
  expect([right.status, right.error?.code]).toEqual([429, "too_many_requests"]);
  expect(right.error?.retryAfterMs).toBeGreaterThan(14 * 60_000);
  await api.owner.query("UPDATE try_counters SET ends_at = clock_timestamp()");
  expect((await signIn(me.email, me.password)).data).toEqual({ next: "signed_in" });
}, 60_000);

it("limits one sign-in to each of 1,000 accounts from one address", async () => {
  const answers: Answered[] = [];
  const address = anAddress();
  for (let n = 0; n < 1000; n += 25)
    answers.push(
      ...(await Promise.all(
        Array.from({ length: 25 }, (_, at) => signIn(`person-${n + at}@example.com`, "a wrong password", address)),
      )),
    );
  expect(countOf(answers, "wrong_credentials")).toBe(100);
  expect(countOf(answers, "too_many_requests")).toBe(900);
}, 60_000);

it("limits the mails to one mailbox, whether or not it has an account", async () => {
  const me = await api.aPerson();
  for (const email of [me.email, "no-account@example.com"]) {
    const answers: Answered[] = [];
    for (let n = 0; n < 7; n += 1) answers.push(await post("/request-password-reset", { email }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
  }
  expect(api.mails.filter(({ to }) => to === me.email)).toHaveLength(5);
});

/** The medians are reported: on a busy machine they say little, so only the counted work is asserted. */
it("an answer does not tell whether an account exists: same answer, same hashing work", async () => {
  const known = await Promise.all(Array.from({ length: 9 }, () => api.aPerson()));
  const unverified = await api.aPerson({ isVerified: false });
  const PASSWORD = "a phrase of some length";
  const emails = known.map(({ email }) => email);
  const unknown = emails.map((email) => `un${email}`);
  const pairs = [
    ["a sign-in", "/sign-in/email", (email: string) => ({ email, password: PASSWORD }), 1],
    ["a sign-up", "/sign-up/email", (email: string) => ({ name: "Ada", email, password: PASSWORD }), 1],
    ["a reset", "/request-password-reset", (email: string) => ({ email }), 0],
  ] as const;
  for (const [what, path, bodyOf, hashes] of pairs) {
    const medians: number[] = [];
    const seen = new Set<string>();
    for (const list of [emails, unknown]) {
      const times: number[] = [];
      for (const email of list) {
        const before = passwords.computed;
        const began = performance.now();
        const { status, text, headers } = await post(path, bodyOf(email));
        times.push(performance.now() - began);
        expect([what, passwords.computed - before]).toEqual([what, hashes]);
        const names = [...headers.keys()].filter((name) => name !== "date" && name !== "x-request-id");
        seen.add(JSON.stringify([status, text.replace(/"requestId":"[^"]+"/, ""), names]));
      }
      medians.push(times.sort((a, b) => a - b)[4] ?? 0);
    }
    expect([...seen]).toHaveLength(1);
    const [there, not] = medians.map((ms) => `${ms.toFixed(1)} ms`);
    console.info(`${what}: median ${there} for an account, ${not} for none`);
  }
  // A sign-up of a known address sends a mail too, to its person.
  expect(api.mails.filter(({ to }) => to === emails[0]).map(({ kind }) => kind)).toEqual([
    "account_exists",
    "reset_password",
  ]);
  await post("/sign-up/email", { name: "Eve", email: unverified.email, password: PASSWORD });
  expect(api.mails.filter(({ to }) => to === unverified.email).map(({ kind }) => kind)).toEqual(["verify_email"]);
}, 60_000);

function signIn(email: string, password: string, address?: string): Promise<Answered> {
  return post("/sign-in/email", { email, password }, address);
}

function post(path: string, body: object, address = anAddress()): Promise<Answered> {
  return postAuth(url, path, body, { "x-forwarded-for": address });
}

function countOf(answers: readonly Answered[], code: string): number {
  return answers.filter(({ error }) => error?.code === code).length;
}
