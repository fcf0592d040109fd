import { publishSso } from "@scrip/db/access";
import { copyCatalog } from "@scrip/db/catalog";
import { endInterruptedMove } from "@scrip/db/cells/move";
import type { Homes } from "@scrip/db/connection";
import type { Ledger } from "@scrip/db/ledger";
import { finishOrganization } from "@scrip/db/organizations";
import type { PrintDocument } from "@scrip/documents/printed";
import type { Gateway } from "@scrip/domain/billing/gateway";
import { PLATFORM_DUE_KINDS, type PlatformDueKind } from "@scrip/domain/due";
import { finishAcceptance } from "../access/accept-invitation.ts";
import { finishRemoval } from "../access/change-member.ts";
import { finishEnd } from "../access/end-invitation.ts";
import { finishErasure } from "../access/erase-account.ts";
import { grantSignupCredit } from "../access/grant-signup-credit.ts";
import { copyCeiling } from "../access/limit-key.ts";
import { withdrawKey } from "../access/make-key.ts";
import { finishInvitation } from "../access/send-invitation.ts";
import { numberDocument } from "../billing/documents/number-document.ts";
import { bookEvent } from "../billing/events/book-event.ts";
import type { Deps } from "../deps.ts";
import type { MailTransport } from "../notices/mail-transport.ts";
import { sendMail } from "../notices/send-mail.ts";
import { finishStaffAct } from "../operators/run-staff-act.ts";
import { creationSteps, WITHIN } from "../organizations/creation-steps.ts";
import { finishRename } from "../organizations/rename-organization.ts";
import { announceOwner } from "../organizations/transfer-organization.ts";
import { welcomePerson } from "../organizations/welcome-person.ts";
import { announceMove } from "../plans/announce-move.ts";
import { finishRedemption } from "../plans/codes/finish-claim.ts";
import { checkDomainAgain } from "../sso/check-domain-again.ts";
import type { IdentityTools } from "../sso/identity-tools.ts";

/** The dependencies of the platform's due work, all of the worker's role. */
export interface PlatformDueDeps extends Pick<Deps, "ledger" | "books"> {
  readonly homes: Homes;
  /** Finds the version of the catalog for new organizations. */
  readonly catalogVersion: () => Promise<number>;
  /** The origin of the server in browsers, for links in mails; `null` if the process does not know it. */
  readonly origin: string | null;
  /** `null` in a process that sends no mail. */
  readonly mails: MailTransport | null;
  readonly ledger: Ledger;
  /** Takes payments; absent where the platform takes none. */
  readonly gateway?: Gateway | undefined;
  /** Makes the files of documents; without it the first download of each makes its file. */
  readonly print?: PrintDocument | undefined;
  /** Looks up the records of domains; domains wait in a process without it. */
  readonly findTxt?: IdentityTools["findTxt"];
}

/**
 * Finishes a claim: acts in the organizations' home or outside and marks the claim as done. Safe to repeat, also
 * concurrently, since the call that made the claim may still run.
 * @param ref the claimed row
 */
export type PlatformDueHandler = (deps: PlatformDueDeps, ref: string) => Promise<void>;

/**
 * The handler of each kind of claim that is not marked as done; the worker runs it.
 * @source docs/rules.md#two-homes
 */
export const PLATFORM_DUE = {
  create_organization: ({ homes, origin }, ref) =>
    finishOrganization(homes, ref, creationSteps({ homes, origin, acting: WITHIN })),
  rename_organization: ({ homes }, ref) => finishRename(homes, ref),
  send_invitation: ({ homes, origin }, ref) => finishInvitation(homes, origin, ref),
  end_invitation: ({ homes }, ref) => finishEnd(homes, ref),
  add_member: (deps, ref) => finishAcceptance(deps, ref),
  remove_member: ({ homes }, ref) => finishRemoval(homes, ref),
  announce_owner: ({ homes }, ref) => announceOwner(homes, ref),
  welcome_person: async (deps, ref) => welcomePerson({ ...deps, catalogVersion: await deps.catalogVersion() }, ref),
  grant_signup_credit: (deps, ref) => grantSignupCredit(deps, ref),
  erase_person: ({ homes }, ref) => finishErasure(homes, ref),
  copy_catalog: ({ homes }, ref) => copyCatalog(homes, Number(ref)),
  make_key: ({ homes }, ref) => withdrawKey(homes, ref),
  copy_ceiling: ({ homes }, ref) => copyCeiling(homes, ref),
  finish_staff_act: finishStaffAct,
  send_mail: sendMail,
  publish_sso: ({ homes }, ref) => publishSso(homes, ref),
  check_domain: (deps, ref) => checkDomainAgain(deps, ref),
  redeem_code: finishRedemption,
  announce_move: announceMove,
  book_event: (deps, ref) => bookEvent(deps, ref),
  number_document: (deps, id) => numberDocument(deps, id),
  move_organization: ({ homes }, orgId) => endInterruptedMove(homes, orgId),
} satisfies Record<PlatformDueKind, PlatformDueHandler>;

/** Kinds of work that run together, and how many pieces of it run at once. */
export interface PlatformLane {
  readonly kinds: readonly PlatformDueKind[];
  readonly atOnce: number;
}

/** Work that calls another system. It runs apart, so that a system that does not answer delays no claim. */
export const CALLS: PlatformLane = { kinds: ["send_mail", "check_domain"], atOnce: 4 };

/** Events of the payment gateway. They run apart, so that neither a flood of them nor a slow gateway delays other work. */
export const EVENTS_LANE: PlatformLane = { kinds: ["book_event"], atOnce: 4 };

const APART: readonly PlatformDueKind[] = [...CALLS.kinds, ...EVENTS_LANE.kinds];

/** The other work, which only writes the database. */
export const CLAIMS: PlatformLane = {
  kinds: PLATFORM_DUE_KINDS.filter((kind) => !APART.includes(kind)),
  atOnce: 1,
};

export const ALL_PLATFORM_DUE: PlatformLane = { kinds: PLATFORM_DUE_KINDS, atOnce: 1 };
