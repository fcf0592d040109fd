import {
  createTestPerson,
  openTestSession,
  type TestPerson,
  type WantedPerson,
} from "@scrip/accounts/testing/test-person";
import { aMember, type TestSource } from "@scrip/db/testing";
import type { Role } from "@scrip/domain/access";
import { type Answered, answeredTo, PROCEDURES, read } from "./answered.ts";

export interface WantedApiPerson extends WantedPerson {
  /** `org_…` of which the person is a member. */
  readonly org?: string;
  /** `owner` if not given. */
  readonly role?: Role;
}

/** A person who is signed in to an API. */
export interface ApiPerson extends TestPerson {
  /** The header `cookie` of the person's browser. */
  readonly cookie: string;
  /** Calls a procedure as a page of this person does. */
  call(procedure: string, input?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answered>;
  /** Makes a call about accounts, by its path under `/api/auth`, as a page of this person does. */
  post(path: string, body: object): Promise<Answered>;
}

/** The headers that our pages send. */
export const PAGE = { "content-type": "application/json", "x-scrip-client": "web" };

/** Creates a person, and a session of this person. */
export async function aPersonOf(
  { url, owner }: { readonly url: string; readonly owner: TestSource },
  wanted: WantedApiPerson = {},
): Promise<ApiPerson> {
  const person = await createTestPerson(owner, wanted);
  if (wanted.org !== undefined)
    await aMember(owner, {
      orgId: wanted.org.slice("org_".length),
      personId: person.personId,
      role: wanted.role ?? "owner",
    });
  const cookie = await openTestSession(owner, person.personId);
  return {
    ...person,
    cookie,
    call: (procedure, input = {}, headers = {}) => askAs(url, procedure, input, { cookie, ...headers }),
    post: (path, body) => postAuth(url, path, body, { cookie }),
  };
}

/** Calls a procedure as a page of ours does. */
export async function askAs(
  url: string,
  procedure: string,
  input: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Answered> {
  const text = typeof input === "string" ? input : JSON.stringify(input);
  const isQuery = PROCEDURES[procedure]?.type !== "mutation";
  const address = `${url}/trpc/${procedure}${isQuery ? `?input=${encodeURIComponent(text)}` : ""}`;
  const sent = { ...PAGE, ...headers };
  const init = isQuery ? { headers: sent } : { method: "POST", headers: sent, body: text };
  return answeredTo(procedure, await fetch(address, init));
}

/** Makes a call about accounts as a page of ours does. */
export async function postAuth(
  url: string,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const init = { method: "POST", headers: { ...PAGE, ...headers }, body: JSON.stringify(body) };
  const answered = await read(await fetch(`${url}/api/auth${path}`, init));
  return answered.error === undefined ? { ...answered, data: JSON.parse(answered.text) } : answered;
}
