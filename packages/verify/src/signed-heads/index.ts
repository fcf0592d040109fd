export { type HeadList, type ListToSign, readSignedHeads, SignedHeadsError, signHeads } from "./signed-heads.ts";
export { newSigningKey, readSigningKey, type SigningKey, SigningKeyError } from "./signing-key.ts";
