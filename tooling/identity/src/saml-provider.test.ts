import { X509Certificate } from "node:crypto";
import samlify from "samlify";
import { afterAll, describe, expect, it } from "vitest";
import { startSamlProvider } from "./saml-provider.ts";

const peer = await startSamlProvider();
afterAll(() => peer.close());

const provider = samlify.IdentityProvider({ metadata: peer.metadata });
const consumer = samlify.ServiceProvider({
  entityID: "http://127.0.0.1:1/metadata",
  wantAssertionsSigned: true,
  assertionConsumerService: [
    { Binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", Location: "http://127.0.0.1:1/acs" },
  ],
});
const ada = { email: "ada@example.com", name: "Ada" };

describe("the SAML identity provider for tests", () => {
  it("answers a request with an assertion that its certificate verifies", async () => {
    const { id, context } = consumer.createLoginRequest(provider, "redirect");
    const { acs, fields } = await peer.answer(context, ada);
    expect(acs).toBe("http://127.0.0.1:1/acs");
    const { extract } = await consumer.parseLoginResponse(provider, "post", { body: fields });
    expect(extract).toMatchObject({
      nameID: ada.email,
      attributes: { email: ada.email, displayName: "Ada" },
      response: { inResponseTo: id },
      audience: "http://127.0.0.1:1/metadata",
    });
  });

  it("shows a sign-in page that posts to the consumer", async () => {
    const { context } = consumer.createLoginRequest(provider, "redirect");
    expect(await (await fetch(context)).text()).toContain('name="email"');
    const posted = await fetch(context, { method: "POST", body: new URLSearchParams(ada) });
    expect(await posted.text()).toContain('action="http://127.0.0.1:1/acs"');
  });

  it.each(["wrong_key", "altered", "unsigned", "expired"] as const)(
    "makes responses that are refused: %s",
    async (fault) => {
      const { context } = consumer.createLoginRequest(provider, "redirect");
      peer.fault = fault;
      const { fields } = await peer.answer(context, ada);
      peer.fault = null;
      await expect(consumer.parseLoginResponse(provider, "post", { body: fields })).rejects.toBeDefined();
    },
  );

  it("has a certificate that its own key signed", () => {
    const [, base64 = ""] = /X509Certificate>([^<]*)</.exec(peer.metadata) ?? [];
    const certificate = new X509Certificate(Buffer.from(base64, "base64"));
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  });
});
