export { HEADS_FORM, type HeadList, readSignedHeads, SignedHeadsError, signHeads } from "./signed-heads.ts";
export { newSigningKey, readSigningKey, type SigningKey, SigningKeyError } from "./signing-key.ts";
