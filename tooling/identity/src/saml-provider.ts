import type { IncomingMessage, ServerResponse } from "node:http";
import { inflateRawSync } from "node:zlib";
import { escapeHtml } from "./escape-html.ts";
import { listen } from "./listen.ts";
import { readForm } from "./read-form.ts";
import { type SamlFault, type SamlStatement, samlResponse } from "./saml-response.ts";
import { selfSigned } from "./self-signed.ts";
import { signInPage } from "./sign-in-page.ts";

/** A SAML identity provider on this machine, for tests and development. */
export interface SamlPeer {
  /** The entity id: `http://localhost:PORT`. */
  readonly entityId: string;
  /** The metadata to give to the service provider, as XML. */
  readonly metadata: string;
  /** What is wrong with the responses from now on; `null` at first. */
  fault: SamlFault | null;
  /** Makes the response to a request, for tests that post it themselves. @param url the address of the sign-in page */
  answer(url: string, person: Person): Promise<SamlAnswer>;
  readonly close: () => Promise<void>;
}

export interface Person {
  readonly email: string;
  readonly name: string;
}

/** The form that the browser posts to the service provider. */
export interface SamlAnswer {
  readonly acs: string;
  readonly fields: { readonly SAMLResponse: string; readonly RelayState: string };
}

/**
 * Starts the identity provider. Its sign-in page accepts any e-mail address and name.
 * @param port any free port if not given
 */
export async function startSamlProvider({ port = 0 }: { readonly port?: number } = {}): Promise<SamlPeer> {
  const keys = selfSigned("Test SAML identity provider");
  const otherKeys = selfSigned("Another identity provider");
  const switches: { fault: SamlFault | null } = { fault: null };
  let entityId = "";
  const respond = async (request: SamlRequest, person: Person): Promise<SamlAnswer> => {
    const statement: SamlStatement = { ...request, ...person, issuer: entityId };
    const SAMLResponse = await samlResponse(keys, otherKeys, statement, switches.fault);
    return { acs: request.acs, fields: { SAMLResponse, RelayState: request.relayState } };
  };
  const { close } = await listen(port, (origin) => {
    entityId = origin;
    return (request, response) => void serve(request, response, respond);
  });
  return Object.assign(switches, {
    entityId,
    metadata: metadataOf(entityId, keys.certificate),
    answer: (url: string, person: Person) => respond(readRequest(new URL(url).searchParams), person),
    close,
  });
}

interface SamlRequest {
  readonly acs: string;
  readonly audience: string;
  readonly inResponseTo: string;
  readonly relayState: string;
}

type Respond = (request: SamlRequest, person: Person) => Promise<SamlAnswer>;

async function serve(request: IncomingMessage, response: ServerResponse, respond: Respond): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  response.setHeader("content-type", "text/html; charset=utf-8");
  if (url.pathname !== "/sso") {
    response.writeHead(404).end();
    return;
  }
  if (request.method === "GET") {
    response.end(signInPage("Test SAML identity provider", `/sso${url.search}`));
    return;
  }
  const form = await readForm(request);
  const person = { email: form.get("email") ?? "", name: form.get("name") ?? "" };
  response.end(postingPage(await respond(readRequest(url.searchParams), person)));
}

/** The page that posts the response to the service provider. */
function postingPage({ acs, fields }: SamlAnswer): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  );
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Signing in</title><link rel="icon" href="data:,"></head>
  <body onload="document.forms[0].submit()">
    <form method="post" action="${escapeHtml(acs)}">${inputs.join("")}<noscript><button>Continue</button></noscript></form>
  </body>
</html>`;
}

/** Reads a request by HTTP-Redirect. */
function readRequest(query: URLSearchParams): SamlRequest {
  const xml = inflateRawSync(Buffer.from(query.get("SAMLRequest") ?? "", "base64")).toString("utf8");
  const attribute = (name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(xml)?.[1] ?? "";
  return {
    acs: attribute("AssertionConsumerServiceURL"),
    audience: /<saml:Issuer[^>]*>([^<]*)</.exec(xml)?.[1] ?? "",
    inResponseTo: attribute("ID"),
    relayState: query.get("RelayState") ?? "",
  };
}

function metadataOf(entityId: string, certificate: string): string {
  const base64 = certificate.replace(/-----[^-]+-----|\s/g, "");
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data><ds:X509Certificate>${base64}</ds:X509Certificate></ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${entityId}/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;
}
