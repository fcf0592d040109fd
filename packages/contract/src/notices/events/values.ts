import { z } from "zod";

/** A link of this platform. It may carry a secret, so it is erased once the mail is sent. */
export const link = z.url({ protocol: /^https?$/ });
export const text = z.string().min(1).max(320);
