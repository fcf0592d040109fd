import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const MARK = "sealed.";
const NONCE_BYTES = 12;

/** What a sealed secret is for. Each purpose has a key of its own, so a text of one is no text of another. */
export type SealPurpose = "single sign-on client secrets" | "webhook signing secrets";

/** Seals secrets that the server needs again as they were: the client's secret at an identity provider, the key of a signature. */
export interface Sealer {
  /** @returns a text that says nothing without SCRIP_AUTH_SECRET */
  seal(secret: string): string;
  /** @throws Error if the text was changed, or sealed with another secret */
  open(sealed: string): string;
}

/**
 * Seals with AES-256-GCM, under a key that is derived from the server's secret for this purpose alone.
 * @param secret SCRIP_AUTH_SECRET
 */
export function openSealer(secret: string, purpose: SealPurpose): Sealer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", `scrip ${purpose}`, 32));
  return {
    seal: (text) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const parts = [nonce, Buffer.concat([cipher.update(text, "utf8"), cipher.final()]), cipher.getAuthTag()];
      return `${MARK}${parts.map((part) => part.toString("base64url")).join(".")}`;
    },
    open: (sealed) => {
      const [nonce = "", text = "", tag = ""] = sealed.slice(MARK.length).split(".");
      const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64url"), { authTagLength: 16 });
      decipher.setAuthTag(Buffer.from(tag, "base64url"));
      return Buffer.concat([decipher.update(Buffer.from(text, "base64url")), decipher.final()]).toString("utf8");
    },
  };
}
