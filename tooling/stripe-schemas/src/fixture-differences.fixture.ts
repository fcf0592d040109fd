/** Differences between Stripe's published fixtures and the types of this version, with the reason of each. */
export interface Difference {
  readonly why: string;
  /** The path of each difference, after the fixture's name. `*` stands for one or more parts. */
  readonly at: readonly string[];
}

export const DIFFERENCES: readonly Difference[] = [
  {
    why: "The fixtures are older than this version, which adds these fields.",
    at: [
      "account/business_profile/specified_commercial_transactions_act_url",
      "account_session/components/payment_method_settings",
      "account_session/components/reporting_chart",
      "account_session/components/terminal_hardware_orders",
      "account_session/components/terminal_hardware_shop",
      "billing_portal.configuration/features/subscription_cancel/cancellation_reason/feedback_options",
      "billing_portal.configuration/features/subscription_pause",
      "billing_portal.session/flow/customer_update",
      "billing_portal.session/flow/subscription_pause",
      "charge/payment_method_details/card/electronic_commerce_indicator",
      "checkout.session/allowed_payment_method_types",
      "confirmation_token/metadata",
      "customer_session/components/active_entitlements",
      "customer_session/components/customer_portal",
      "dispute/evidence_details/submission_method",
      "dispute/intended_submission_method",
      "payment_intent/allowed_payment_method_types",
      "payment_intent/payment_record",
      "payment_link/subscription_data/invoice_settings/account_tax_ids",
      "payment_link/subscription_data/invoice_settings/custom_fields",
      "payment_link/subscription_data/invoice_settings/description",
      "payment_link/subscription_data/invoice_settings/footer",
      "payment_source/business_profile/specified_commercial_transactions_act_url",
      "product/tax_details",
      "radar.payment_evaluation/signals/early_fraud_warning",
      "radar.payment_evaluation/signals/fraudulent_dispute",
      "reserve.hold/destination",
      "reserve.plan/destination",
      "reserve.release/destination",
      "setup_intent/allowed_payment_method_types",
      "subscription/cancellation_details/feedback_option",
      "subscription/items/data/0/current_trial",
      "subscription/pending_update/cancel_at_period_end",
      "subscription/trial_settings/end_behavior/billing_cycle_anchor",
      "subscription_item/current_trial",
      "subscription_schedule/pause_schedules",
      "tax.calculation_line_item/performance_location",
      "tax_code/requirements",
    ],
  },
  {
    why: "This version has removed these fields: a plan's meter replaces the first, and the invoice's parent the second.",
    at: ["event/data/object/aggregate_usage", "invoice/subscription"],
  },
  {
    why: "The fixtures shorten the account or customer that is expanded here to its id and few fields.",
    at: [
      "charge/transfer_data/destination/*",
      "payment_intent/transfer_data/destination/*",
      "payment_link/transfer_data/destination/*",
      "quote/transfer_data/destination/*",
      "subscription/transfer_data/destination/*",
      "subscription_schedule/default_settings/transfer_data/destination/*",
      "subscription_schedule/phases/0/transfer_data/destination/*",
      "billing.credit_balance_summary/customer/*",
      "billing.credit_grant/customer/*",
    ],
  },
  { why: "The value of the fixture is a made-up one, which no version has.", at: ["reserve.release/reason"] },
  {
    why: "This version of the SDK does not type these objects: they are in preview, or were renamed.",
    at: ["issuing.settlement/object", "sigma.sigma_api_query/object", "terminal.refund/object"],
  },
];
