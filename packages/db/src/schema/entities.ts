import {
  AuditDetailsEntity,
  AuditEntryEntity,
  AuditHeadEntity,
  PlatformAuditDetailsEntity,
  PlatformAuditEntryEntity,
  PlatformAuditHeadEntity,
} from "../access/audit/audit.entities.ts";
import { AuthEventEntity } from "../access/auth-event.entity.ts";
import { InvitationEntity } from "../access/invitation.entity.ts";
import { MemberEntity } from "../access/member.entity.ts";
import { InvitationTokenEntity, MembershipEntity, SignupCreditEntity } from "../access/membership.entity.ts";
import { OperatorEntity } from "../access/operators/operator.entity.ts";
import { StaffActEntity } from "../access/operators/staff-act.entity.ts";
import { ServiceKeyEntity } from "../access/service-key.entity.ts";
import { SsoDomainEntity } from "../access/sso/sso-domain.entity.ts";
import { SsoJoinEntity } from "../access/sso/sso-join.entity.ts";
import { SsoOrganizationEntity } from "../access/sso/sso-organization.entity.ts";
import { SsoProofEntity } from "../access/sso/sso-proof.entity.ts";
import { SsoSettingsEntity } from "../access/sso/sso-settings.entity.ts";
import { TryCounterEntity } from "../access/try-counter.entity.ts";
import { AttemptDecisionEntity } from "../billing/attempt-decision.entity.ts";
import { BillingDetailsEntity } from "../billing/billing-details.entity.ts";
import { ChargingEntity } from "../billing/charging.entity.ts";
import { DocumentEntity, DocumentFileEntity } from "../billing/document.entities.ts";
import { DocumentNumberEntity, DocumentSeriesEntity } from "../billing/document-series.entities.ts";
import { GatewayCustomerEntity, GatewayEventEntity, GatewayPaymentEntity } from "../billing/gateway.entities.ts";
import { PaymentDisputeEntity, PaymentRefundEntity, PaymentTakingEntity } from "../billing/money-taken.entities.ts";
import { PaymentAttemptEntity } from "../billing/payment-attempt.entity.ts";
import { BillingAccountEntity, PaymentMethodEntity } from "../billing/payment-method.entities.ts";
import { ReconciliationEntity } from "../billing/reconciliation.entity.ts";
import { SellerEntity } from "../billing/seller.entity.ts";
import { DeclinedCardEntity, TopUpEntity } from "../billing/top-up.entity.ts";
import { CatalogCopyEntity } from "../catalog/catalog-copy.entity.ts";
import { CatalogMoveCopyEntity, CatalogMoveEntity } from "../catalog/catalog-move.entities.ts";
import { CatalogVersionEntity } from "../catalog/catalog-version.entity.ts";
import { CellEntity } from "../cells/cell.entity.ts";
import { ListedCellEntity } from "../cells/listed-cell.entity.ts";
import { OrganizationMoveEntity } from "../cells/organization-move.entity.ts";
import { PlatformDueEntity } from "../claims/platform-due.entity.ts";
import { DueEntity } from "../due/due.entity.ts";
import { ActivitySeriesEntity } from "../ledger/entities/activity-series.entity.ts";
import { BudgetEntity } from "../ledger/entities/budget.entity.ts";
import { BudgetUseEntity } from "../ledger/entities/budget-use.entity.ts";
import { DebtEntity } from "../ledger/entities/debt.entity.ts";
import { EntryEntity } from "../ledger/entities/entry.entity.ts";
import { GrantEntity } from "../ledger/entities/grant.entity.ts";
import { GrantMarkEntity } from "../ledger/entities/grant-mark.entity.ts";
import { HoldEntity } from "../ledger/entities/hold.entity.ts";
import { HoldSliceEntity } from "../ledger/entities/hold-slice.entity.ts";
import { IdempotencyKeyEntity } from "../ledger/entities/idempotency-key.entity.ts";
import { JobEntity } from "../ledger/entities/job.entity.ts";
import { JobChargeEntity } from "../ledger/entities/job-charge.entity.ts";
import { MarkedBlockEntity } from "../ledger/entities/marked-block.entity.ts";
import { MeteredChargeEntity } from "../ledger/entities/metered-charge.entity.ts";
import { PostingEntity } from "../ledger/entities/posting.entity.ts";
import { RunwayHistoryEntity } from "../ledger/entities/runway-history.entity.ts";
import { ScheduledGrantEntity } from "../ledger/entities/scheduled-grant.entity.ts";
import { AlertSettingsEntity } from "../notices/alert-settings.entity.ts";
import { NoticeChoiceEntity, NoticeReadsEntity } from "../notices/inbox.entities.ts";
import { MailEntity } from "../notices/mail.entity.ts";
import { NoticeEntity } from "../notices/notice.entity.ts";
import { WebhookEntity } from "../notices/webhooks/webhook.entity.ts";
import { WebhookAttemptEntity, WebhookDeliveryEntity } from "../notices/webhooks/webhook-delivery.entities.ts";
import { OrganizationEntity } from "../organizations/organization.entity.ts";
import { OrganizationRegistryEntity } from "../organizations/organization-registry.entity.ts";
import { CampaignEntity, CodeClaimEntity, CodeEntity } from "../plans/codes/campaign.entities.ts";
import { CodeTryEntity, RedemptionEntity } from "../plans/codes/redemption.entities.ts";
import { ContractEntity } from "../plans/contract.entity.ts";
import { EntitlementChangeEntity, EntitlementUseEntity } from "../plans/entitlements/entitlement.entities.ts";
import { PlanRequestEntity } from "../plans/plan-request.entity.ts";
import { SalesRequestEntity } from "../plans/sales/sales-request.entity.ts";
import { SubscriptionEntity } from "../plans/subscription.entity.ts";
import { SubscriptionLinkEntity } from "../plans/subscription-link.entity.ts";
import { SubscriptionPeriodEntity } from "../plans/subscription-period.entity.ts";
import { EndpointEntity } from "../usage/endpoints/endpoint.entity.ts";
import { MonthMeterEntity } from "../usage/months/month-meter.entity.ts";
import { StorageMeterEntity } from "../usage/storage/storage-meter.entity.ts";
import { VolumeEntity } from "../usage/storage/volume.entity.ts";
import { VolumeSizeEntity } from "../usage/storage/volume-size.entity.ts";

/** Every table of Scrip. */
export const entities = [
  AlertSettingsEntity,
  AttemptDecisionEntity,
  ActivitySeriesEntity,
  AuditDetailsEntity,
  AuditEntryEntity,
  AuditHeadEntity,
  BudgetEntity,
  BudgetUseEntity,
  AuthEventEntity,
  BillingAccountEntity,
  BillingDetailsEntity,
  CampaignEntity,
  CellEntity,
  CatalogCopyEntity,
  CatalogMoveCopyEntity,
  CatalogMoveEntity,
  CatalogVersionEntity,
  ChargingEntity,
  ContractEntity,
  CodeClaimEntity,
  CodeEntity,
  CodeTryEntity,
  DebtEntity,
  DeclinedCardEntity,
  DocumentEntity,
  DocumentFileEntity,
  DocumentNumberEntity,
  DocumentSeriesEntity,
  DueEntity,
  EntitlementChangeEntity,
  EndpointEntity,
  EntitlementUseEntity,
  EntryEntity,
  GatewayCustomerEntity,
  GatewayEventEntity,
  GatewayPaymentEntity,
  GrantEntity,
  GrantMarkEntity,
  HoldSliceEntity,
  HoldEntity,
  IdempotencyKeyEntity,
  InvitationEntity,
  InvitationTokenEntity,
  JobChargeEntity,
  MeteredChargeEntity,
  JobEntity,
  ListedCellEntity,
  MailEntity,
  MarkedBlockEntity,
  MemberEntity,
  MembershipEntity,
  NoticeEntity,
  NoticeChoiceEntity,
  NoticeReadsEntity,
  OperatorEntity,
  OrganizationMoveEntity,
  OrganizationRegistryEntity,
  OrganizationEntity,
  PaymentAttemptEntity,
  PaymentDisputeEntity,
  PaymentMethodEntity,
  PaymentRefundEntity,
  PaymentTakingEntity,
  PlatformAuditDetailsEntity,
  PlatformAuditEntryEntity,
  PlatformAuditHeadEntity,
  PlatformDueEntity,
  PostingEntity,
  ReconciliationEntity,
  RedemptionEntity,
  SalesRequestEntity,
  ScheduledGrantEntity,
  SellerEntity,
  ServiceKeyEntity,
  SignupCreditEntity,
  StaffActEntity,
  SsoDomainEntity,
  SsoJoinEntity,
  SsoOrganizationEntity,
  SsoProofEntity,
  SsoSettingsEntity,
  TryCounterEntity,
  PlanRequestEntity,
  RunwayHistoryEntity,
  StorageMeterEntity,
  MonthMeterEntity,
  SubscriptionEntity,
  SubscriptionLinkEntity,
  SubscriptionPeriodEntity,
  TopUpEntity,
  VolumeEntity,
  VolumeSizeEntity,
  WebhookAttemptEntity,
  WebhookDeliveryEntity,
  WebhookEntity,
];
