import type { OidcPeer, SamlPeer } from "@scrip/identity";
import { PAGE, postAuth } from "../testing/a-person.ts";
import { type Answered, answeredTo, PROCEDURES } from "../testing/answered.ts";

/** The identity providers of a test. */
export interface Peers {
  readonly oidc: OidcPeer;
  readonly saml: SamlPeer;
}

interface Person {
  readonly email: string;
  readonly name: string;
}

/** What a browser sends to us when it comes back from an identity provider. */
export interface WayBack {
  readonly url: string;
  /** The form of a SAML identity provider; `null` for a redirect. */
  readonly form: URLSearchParams | null;
}

export type Cookies = Map<string, string>;

/** A browser without pages: it keeps the cookies of each server, and follows redirects. */
export function aBrowser(url: string, cookies: Cookies = new Map()) {
  const header = () => ({ cookie: cookieHeader(cookies) });
  const send = async (procedure: string, input: unknown): Promise<Answered> => {
    const isQuery = PROCEDURES[procedure]?.type !== "mutation";
    const text = JSON.stringify(input);
    const address = `${url}/trpc/${procedure}${isQuery ? `?input=${encodeURIComponent(text)}` : ""}`;
    const headers = { ...PAGE, ...header() };
    return answeredTo(procedure, await fetch(address, isQuery ? { headers } : { method: "POST", headers, body: text }));
  };
  const browser = {
    cookies,
    post: send,
    call: async (procedure: string, input: unknown = {}) => (await send(procedure, input)).data,
    personId: async (): Promise<string | null> => {
      const { person } = (await send("session.get", {})).data as { person: { id: string } | null };
      return person?.id.replace("person_", "") ?? null;
    },
    isSignedIn: async () => (await browser.personId()) !== null,
    /** Begins a sign-in and goes to the provider's page. @returns the way back, which it does not go */
    wayBack: async (org: string, person: Person, peers: Peers): Promise<WayBack> => {
      const started = await postAuth(url, "/sign-in/sso", { org, to: `/o/${org}` }, header());
      if (started.error !== undefined) throw new Error(started.text);
      keep(cookies, started.headers);
      const page = (started.data as { url: string }).url;
      if (!page.startsWith(peers.saml.entityId)) return { url: await throughOidc(page, person), form: null };
      const { acs, fields } = await peers.saml.answer(page, person);
      return { url: acs, form: new URLSearchParams(fields) };
    },
    /** Comes back from an identity provider. @returns the path on which the browser lands */
    follow: async ({ url: address, form }: WayBack): Promise<string> => {
      const own = address.replace(/^http:\/\/127\.0\.0\.1:\d+/, url);
      const init = form === null ? {} : { method: "POST", body: form };
      const answer = await fetch(own, { ...init, headers: header(), redirect: "manual" });
      keep(cookies, answer.headers);
      return answer.headers.get("location") ?? `${answer.status} ${await answer.text()}`;
    },
    signInBySso: async (org: string, person: Person, peers: Peers): Promise<string> =>
      browser.follow(await browser.wayBack(org, person, peers)),
  };
  return browser;
}

/** Signs in at the OIDC provider, in a browser profile of its own. @returns the redirect to us */
async function throughOidc(page: string, person: Person): Promise<string> {
  const cookies: Cookies = new Map();
  const origin = new URL(page).origin;
  const visit = async (address: string, body?: URLSearchParams): Promise<string> => {
    const headers = { cookie: cookieHeader(cookies) };
    const answer = await fetch(address, { redirect: "manual", headers, ...(body && { method: "POST", body }) });
    keep(cookies, answer.headers);
    const location = answer.headers.get("location");
    if (location === null) return address;
    const next = new URL(location, address).href;
    return next.startsWith(origin) ? visit(next) : next;
  };
  return visit(await visit(page), new URLSearchParams({ email: person.email, name: person.name }));
}

function cookieHeader(cookies: Cookies): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

function keep(cookies: Cookies, headers: Headers): void {
  for (const text of headers.getSetCookie()) {
    const [pair = "", ...attributes] = text.split(";");
    const [name = "", ...value] = pair.split("=");
    const isExpired = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
    if (isExpired) cookies.delete(name);
    else cookies.set(name, value.join("="));
  }
}
