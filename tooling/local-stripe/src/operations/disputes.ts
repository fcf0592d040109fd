import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { closeDispute, submitEvidence } from "../flows/payments/disputes.ts";
import { isAsked, isIn } from "../protocol/lists.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import { boolean, metadata, object, PAGE, range, text } from "../protocol/params.ts";

const EVIDENCE = object({
  customer_email_address: text(),
  customer_name: text(),
  customer_purchase_ip: text(),
  product_description: text(20_000),
  refund_refusal_explanation: text(20_000),
  service_date: text(),
  uncategorized_text: text(20_000),
});

export const disputes = [
  operation("GET /v1/disputes/:id", "DisputeRetrieveParams", {}, (world, { path: { id = "" } }) =>
    world.get("dispute", id),
  ),
  operation(
    "POST /v1/disputes/:id",
    "DisputeUpdateParams",
    { evidence: EVIDENCE, metadata: metadata(), submit: boolean() },
    (world, { path: { id = "" }, params: { evidence, metadata: given, submit = true } }) => {
      const before = world.get("dispute", id);
      const change = {
        evidence: { ...before.evidence, ...evidence },
        metadata: mergeMetadata(before.metadata, given),
        evidence_details: {
          ...before.evidence_details,
          has_evidence: before.evidence_details.has_evidence || !!evidence,
        },
      };
      const updated = world.update(before, change, "charge.dispute.updated");
      return evidence !== undefined && submit ? submitEvidence(world, updated) : updated;
    },
  ),
  operation("POST /v1/disputes/:id/close", "DisputeCloseParams", {}, (world, { path: { id = "" } }) =>
    closeDispute(world, world.get("dispute", id), "lost"),
  ),
  operation(
    "GET /v1/disputes",
    "DisputeListParams",
    { ...PAGE, charge: text(), created: range(), payment_intent: text() },
    (world, { params: { charge, created, payment_intent, ...page } }) =>
      listOf(
        world,
        "dispute",
        page,
        (dispute) =>
          isIn(dispute.created, created) &&
          isAsked(dispute.charge, charge) &&
          isAsked<string | null>(dispute.payment_intent, payment_intent),
        "/v1/disputes",
      ),
  ),
];
