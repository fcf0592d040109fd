import { SCOPES } from "@scrip/domain/access";
import { z } from "zod";

/** A scope of a service key. */
export const scope = z.enum(SCOPES);
