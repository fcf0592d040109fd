import { z } from "zod";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** An id: on the wire it has a prefix, such as `org_01985c2e-…`; inside it is the bare UUID. */
const idIn = (prefix: string) =>
  z
    .codec(
      z.string().regex(new RegExp(`^${prefix}_${UUID}$`), `must be an id that begins with "${prefix}_"`),
      z.string(),
      { decode: (id) => id.slice(prefix.length + 1), encode: (uuid) => `${prefix}_${uuid}` },
    )
    .meta({ description: `An id that begins with "${prefix}_".` });

const idOut = (codec: ReturnType<typeof idIn>) => z.invertCodec(codec).meta(codec.meta() ?? {});

/** An organization's id, in inputs and in outputs. */
export const orgIdIn = idIn("org");
export const orgIdOut = idOut(orgIdIn);

/** A grant's id, in inputs and in outputs. */
export const grantIdIn = idIn("grant");
export const grantIdOut = idOut(grantIdIn);

/** A hold's id, in inputs and in outputs. */
export const holdIdIn = idIn("hold");
export const holdIdOut = idOut(holdIdIn);

/** A charge's id, in inputs and in outputs. */
export const chargeIdIn = idIn("charge");
export const chargeIdOut = idOut(chargeIdIn);

/** A debt's id, in inputs and in outputs. */
export const debtIdIn = idIn("debt");
export const debtIdOut = idOut(debtIdIn);

/** A person's id, in inputs and in outputs. */
export const personIdIn = idIn("person");
export const personIdOut = idOut(personIdIn);

/** Our id of a job, in outputs. Callers name a job by their own reference, `job`. */
export const jobIdOut = idOut(idIn("job"));

/** Our id of an endpoint, in outputs. Callers name an endpoint by their own reference, `endpoint`. */
export const endpointIdOut = idOut(idIn("endpoint"));

/** The id of an operator's act, in inputs and in outputs. */
export const actIdIn = idIn("act");
export const actIdOut = idOut(actIdIn);

/** The id of a service key, in inputs and in outputs; not the key itself. */
export const keyIdIn = idIn("key");
export const keyIdOut = idOut(keyIdIn);

/** An invitation's id, in inputs and in outputs. */
export const invitationIdIn = idIn("invitation");
export const invitationIdOut = idOut(invitationIdIn);

/** The id of a campaign of redeem codes, in inputs and in outputs. */
export const campaignIdIn = idIn("campaign");
export const campaignIdOut = idOut(campaignIdIn);

/** The id of a request to talk to sales, in inputs and in outputs. */
export const salesRequestIdIn = idIn("sales");
export const salesRequestIdOut = idOut(salesRequestIdIn);

/** A contract's id, in inputs and in outputs. */
export const contractIdIn = idIn("contract");
export const contractIdOut = idOut(contractIdIn);

/** The id of an attempt to take a payment, in inputs and in outputs. */
export const attemptIdIn = idIn("attempt");
export const attemptIdOut = idOut(attemptIdIn);

/** The id of a webhook, in inputs and in outputs. */
export const webhookIdIn = idIn("webhook");
export const webhookIdOut = idOut(webhookIdIn);

/** The id of a delivery to a webhook, in inputs and in outputs. */
export const deliveryIdIn = idIn("delivery");
export const deliveryIdOut = idOut(deliveryIdIn);

/** The id of a document, in inputs and in outputs. */
export const documentIdIn = idIn("document");
export const documentIdOut = idOut(documentIdIn);

/** The id of a notice, in inputs and in outputs. */
export const noticeIdIn = idIn("notice");
export const noticeIdOut = idOut(noticeIdIn);
