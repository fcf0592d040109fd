/** Which addresses webhooks may have. */
export interface AddressRules {
  /** Whether plain HTTP is allowed: in development and tests only. */
  readonly allowsPlain: boolean;
  /** Whether private addresses are allowed, this machine's own among them (SCRIP_WEBHOOK_ALLOW_PRIVATE). */
  readonly allowsPrivate: boolean;
}
