import { hash, randomBytes } from "node:crypto";
import { CODE_LENGTH, codeText, normalCode } from "@scrip/domain/plans/codes";

/** Makes the text of a code: 130 random bits. */
export function newCodeText(): string {
  return codeText(randomBytes(CODE_LENGTH));
}

/** The hash under which a code is stored and found. The code itself is stored nowhere. */
export function codeHash(text: string): Buffer {
  return hash("sha256", normalCode(text), "buffer");
}
