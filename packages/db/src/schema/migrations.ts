import type { Home } from "../connection/home.ts";
import { CreatePlatform1800000000000 } from "../migrations/1800000000000-create-platform.ts";
import { CreateOrganizations1800000001000 } from "../migrations/1800000001000-create-organizations.ts";
import { CreateLedger1800000002000 } from "../migrations/1800000002000-create-ledger.ts";
import { CreateDue1800000003000 } from "../migrations/1800000003000-create-due.ts";
import { CreateSeriesAndMarks1800000004000 } from "../migrations/1800000004000-create-series-and-marks.ts";
import { CreateRolesAndRights1800000005000 } from "../migrations/1800000005000-create-roles-and-rights.ts";
import { TakeCreditBack1800000006000 } from "../migrations/1800000006000-take-credit-back.ts";
import { StopAtALimit1800000006200 } from "../migrations/1800000006200-stop-at-a-limit.ts";
import { FindGrantsInBurnOrder1800000006300 } from "../migrations/1800000006300-find-grants-in-burn-order.ts";
import { AllowFaults1800000006400 } from "../migrations/1800000006400-allow-faults.ts";
import { HardenLedger1800000006500 } from "../migrations/1800000006500-harden-ledger.ts";
import { CreateMembershipIndex1800000006900 } from "../migrations/1800000006900-create-membership-index.ts";
import { CreateMembers1800000006950 } from "../migrations/1800000006950-create-members.ts";
import { CreateAccounts1800000007000 } from "../migrations/1800000007000-create-accounts.ts";
import { CreateMails1800000007100 } from "../migrations/1800000007100-create-mails.ts";
import { NameOwnersInTheRegistry1800000007200 } from "../migrations/1800000007200-name-owners-in-the-registry.ts";
import { LetTheWorkerFinishInvitations1800000007300 } from "../migrations/1800000007300-let-the-worker-finish-invitations.ts";
import { CreatePlatformAudit1800000007400 } from "../migrations/1800000007400-create-platform-audit.ts";
import { CreateAudit1800000007500 } from "../migrations/1800000007500-create-audit.ts";
import { CreateBudgets1800000007600 } from "../migrations/1800000007600-create-budgets.ts";
import { LimitServiceKeys1800000007650 } from "../migrations/1800000007650-limit-service-keys.ts";
import { CreateOperators1800000007700 } from "../migrations/1800000007700-create-operators.ts";
import { CreateSso1800000007800 } from "../migrations/1800000007800-create-sso.ts";
import { CreateSsoSettings1800000007850 } from "../migrations/1800000007850-create-sso-settings.ts";
import { CreateSubscriptions1800000008000 } from "../migrations/1800000008000-create-subscriptions.ts";
import { ImportSubscriptions1800000008090 } from "../migrations/1800000008090-import-subscriptions.ts";
import { CreateCatalogMoves1800000008200 } from "../migrations/1800000008200-create-catalog-moves.ts";
import { CopyCatalogMoves1800000008210 } from "../migrations/1800000008210-copy-catalog-moves.ts";
import { CreateEntitlementUses1800000008220 } from "../migrations/1800000008220-create-entitlement-uses.ts";
import { CreateCampaigns1800000008230 } from "../migrations/1800000008230-create-campaigns.ts";
import { CreateRedemptions1800000008240 } from "../migrations/1800000008240-create-redemptions.ts";
import { CreateSalesRequests1800000008250 } from "../migrations/1800000008250-create-sales-requests.ts";
import { ApproveCampaigns1800000008260 } from "../migrations/1800000008260-approve-campaigns.ts";
import { ContractPlansThatWereSet1800000008300 } from "../migrations/1800000008300-contract-plans-that-were-set.ts";
import { CreatePlanNotices1800000008310 } from "../migrations/1800000008310-create-plan-notices.ts";
import { LetBatchesRenew1800000008320 } from "../migrations/1800000008320-let-batches-renew.ts";
import { MoveSubscriptions1800000008330 } from "../migrations/1800000008330-move-subscriptions.ts";
import { CreateBillingDetails1800000009000 } from "../migrations/1800000009000-create-billing-details.ts";
import { CreatePaymentRegistry1800000009100 } from "../migrations/1800000009100-create-payment-registry.ts";
import { CreatePayments1800000009110 } from "../migrations/1800000009110-create-payments.ts";
import { AddBillingDue1800000009120 } from "../migrations/1800000009120-add-billing-due.ts";
import { CreateSeller1800000009200 } from "../migrations/1800000009200-create-seller.ts";
import { CreateDocumentSeries1800000009210 } from "../migrations/1800000009210-create-document-series.ts";
import { CreateDocuments1800000009220 } from "../migrations/1800000009220-create-documents.ts";
import { CreateTopUps1800000009300 } from "../migrations/1800000009300-create-top-ups.ts";
import { TellOfExpiringCards1800000009310 } from "../migrations/1800000009310-tell-of-expiring-cards.ts";
import { CreateMoneyTaken1800000009400 } from "../migrations/1800000009400-create-money-taken.ts";
import { HoldCreditBack1800000009410 } from "../migrations/1800000009410-hold-credit-back.ts";
import { RefundPayments1800000009420 } from "../migrations/1800000009420-refund-payments.ts";
import { FindParkedAttempts1800000009430 } from "../migrations/1800000009430-find-parked-attempts.ts";
import { LetOperatorsRetry1800000009440 } from "../migrations/1800000009440-let-operators-retry.ts";
import { CreateSubscriptionLinks1800000009500 } from "../migrations/1800000009500-create-subscription-links.ts";
import { CreateCharging1800000009600 } from "../migrations/1800000009600-create-charging.ts";
import { CreateReconciliations1800000009610 } from "../migrations/1800000009610-create-reconciliations.ts";
import { CreateMeteredCharges1800000009700 } from "../migrations/1800000009700-create-metered-charges.ts";
import { IndexUsageEvents1800000009710 } from "../migrations/1800000009710-index-usage-events.ts";
import { CreateEndpoints1800000009720 } from "../migrations/1800000009720-create-endpoints.ts";
import { AddEndpointDue1800000009721 } from "../migrations/1800000009721-add-endpoint-due.ts";
import { CreateStorage1800000009730 } from "../migrations/1800000009730-create-storage.ts";
import { BudgetEveryScope1800000009740 } from "../migrations/1800000009740-budget-every-scope.ts";
import { PriceJobs1800000009750 } from "../migrations/1800000009750-price-jobs.ts";
import { CreateRunwayHistory1800000009760 } from "../migrations/1800000009760-create-runway-history.ts";
import { StopAtOverdraft1800000009770 } from "../migrations/1800000009770-stop-at-overdraft.ts";
import { ReopenCases1800000009780 } from "../migrations/1800000009780-reopen-cases.ts";
import { CreateMonthMeters1800000009800 } from "../migrations/1800000009800-create-month-meters.ts";
import { NumberReversals1800000009860 } from "../migrations/1800000009860-number-reversals.ts";
import { ReverseCreditNotes1800000009861 } from "../migrations/1800000009861-reverse-credit-notes.ts";
import { CreateNotices1800000010000 } from "../migrations/1800000010000-create-notices.ts";
import { CreateAlertStates1800000010010 } from "../migrations/1800000010010-create-alert-states.ts";
import { AddAlertDue1800000010020 } from "../migrations/1800000010020-add-alert-due.ts";
import { CreateInbox1800000010100 } from "../migrations/1800000010100-create-inbox.ts";
import { CreateWebhooks1800000010200 } from "../migrations/1800000010200-create-webhooks.ts";
import { CountPayments1800000010300 } from "../migrations/1800000010300-count-payments.ts";
import { NameCell1800000010400 } from "../migrations/1800000010400-name-cell.ts";
import { CreateCells1800000010410 } from "../migrations/1800000010410-create-cells.ts";
import { LetTheWorkerEndMoves1800000010420 } from "../migrations/1800000010420-let-the-worker-end-moves.ts";
import { NoteWhatMovesLeave1800000010421 } from "../migrations/1800000010421-note-what-moves-leave.ts";

/** Every migration of both homes, oldest first. */
const migrations = [
  CreatePlatform1800000000000,
  CreateOrganizations1800000001000,
  CreateLedger1800000002000,
  CreateDue1800000003000,
  CreateSeriesAndMarks1800000004000,
  CreateRolesAndRights1800000005000,
  TakeCreditBack1800000006000,
  StopAtALimit1800000006200,
  FindGrantsInBurnOrder1800000006300,
  AllowFaults1800000006400,
  HardenLedger1800000006500,
  CreateMembershipIndex1800000006900,
  CreateMembers1800000006950,
  CreateAccounts1800000007000,
  CreateMails1800000007100,
  NameOwnersInTheRegistry1800000007200,
  LetTheWorkerFinishInvitations1800000007300,
  CreatePlatformAudit1800000007400,
  CreateAudit1800000007500,
  CreateBudgets1800000007600,
  LimitServiceKeys1800000007650,
  CreateOperators1800000007700,
  CreateSso1800000007800,
  CreateSsoSettings1800000007850,
  CreateSubscriptions1800000008000,
  ImportSubscriptions1800000008090,
  CreateCatalogMoves1800000008200,
  CopyCatalogMoves1800000008210,
  CreateEntitlementUses1800000008220,
  CreateCampaigns1800000008230,
  CreateRedemptions1800000008240,
  CreateSalesRequests1800000008250,
  ApproveCampaigns1800000008260,
  ContractPlansThatWereSet1800000008300,
  CreatePlanNotices1800000008310,
  LetBatchesRenew1800000008320,
  MoveSubscriptions1800000008330,
  CreateBillingDetails1800000009000,
  CreatePaymentRegistry1800000009100,
  CreatePayments1800000009110,
  AddBillingDue1800000009120,
  CreateSeller1800000009200,
  CreateDocumentSeries1800000009210,
  CreateDocuments1800000009220,
  CreateTopUps1800000009300,
  TellOfExpiringCards1800000009310,
  CreateMoneyTaken1800000009400,
  HoldCreditBack1800000009410,
  RefundPayments1800000009420,
  FindParkedAttempts1800000009430,
  LetOperatorsRetry1800000009440,
  CreateSubscriptionLinks1800000009500,
  CreateCharging1800000009600,
  CreateReconciliations1800000009610,
  CreateMeteredCharges1800000009700,
  IndexUsageEvents1800000009710,
  CreateEndpoints1800000009720,
  AddEndpointDue1800000009721,
  CreateStorage1800000009730,
  BudgetEveryScope1800000009740,
  PriceJobs1800000009750,
  CreateRunwayHistory1800000009760,
  StopAtOverdraft1800000009770,
  ReopenCases1800000009780,
  CreateMonthMeters1800000009800,
  NumberReversals1800000009860,
  ReverseCreditNotes1800000009861,
  CreateNotices1800000010000,
  CreateAlertStates1800000010010,
  AddAlertDue1800000010020,
  CreateInbox1800000010100,
  CreateWebhooks1800000010200,
  CountPayments1800000010300,
  NameCell1800000010400,
  CreateCells1800000010410,
  LetTheWorkerEndMoves1800000010420,
  NoteWhatMovesLeave1800000010421,
];

/** The migrations of these homes, oldest first. */
export function migrationsOf(homes: readonly Home[]): typeof migrations {
  return migrations.filter((Migration) => homes.includes(new Migration().home));
}
