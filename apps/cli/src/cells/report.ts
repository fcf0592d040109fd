import type { BroughtBack, CellReport, ClaimKind } from "@scrip/db/cells/reconcile";

/** The most lines of one kind in words; `--json` has all. */
const SHOWN = 20;

const CLAIMS: Readonly<Record<ClaimKind, string>> = {
  payments: "payments of the gateway, which `scrip stripe reconcile` books again",
  redemptions: "redemptions of codes, whose use stays counted",
  documents: "documents, whose numbers stay given",
  signupCredits: "signup credits",
  members: "members, who must be invited again",
};

/** How a cell was accepted. */
export interface AcceptedCell {
  readonly epoch: number;
  /** The organizations that moved in after the backup. */
  readonly broughtBack: readonly BroughtBack[];
}

/** Writes a report of a cell for people. @param accepted `null` if the cell was not accepted */
export function inWords(report: CellReport, accepted: AcceptedCell | null): string {
  const { cell, why, organizations, missing, arrivals, departures, unregistered, claims, entries, away } = report;
  const { formerMembers } = report;
  const lines = [
    why === null ? `The cell ${cell} serves.` : `The cell ${cell} is refused. ${why}`,
    `${organizations} organizations live in it.`,
    ...block(
      `${missing.length} organizations of this cell are in no cell, and are lost; their names and keys stay taken`,
      missing.map((orgId) => `org_${orgId}`),
    ),
    ...(accepted === null ? arrivalsInWords(arrivals) : broughtBackInWords(accepted.broughtBack)),
    ...block(
      `${departures.length} organizations moved away after the backup; --accept marks them as moved`,
      departures.map(({ orgId, to }) => `org_${orgId}: it lives in the cell ${to}`),
    ),
    ...block(
      `${unregistered.length} organizations of its database are not registered in the platform`,
      unregistered.map((orgId) => `org_${orgId}`),
    ),
    ...Object.entries(claims).flatMap(([kind, lost]) =>
      block(
        `${lost.length} ${CLAIMS[kind as ClaimKind]}`,
        lost.map(({ orgId, id }) => `${id} of org_${orgId}`),
      ),
    ),
    ...block(
      `${formerMembers.length} people left an organization after the backup; --accept removes them again`,
      formerMembers.map(({ orgId, personId }) => `${personId} of org_${orgId}`),
    ),
    ...block(
      `${entries?.length ?? 0} organizations lack entries of the signed list`,
      (entries ?? []).map(({ orgId, from, to }) => `org_${orgId}: entries ${from} to ${to}`),
    ),
  ];
  if (entries === null) lines.push("Without --heads FILE it is not known whose last entries are lost.");
  for (const other of away) lines.push(`The cell ${other} was not asked for archives: it does not answer.`);
  lines.push(
    accepted === null
      ? `Nothing was changed. \`scrip cells reconcile ${cell} --accept\` lets the cell serve as it is.`
      : `The cell was accepted with the epoch ${accepted.epoch}. The processes serve it within ten seconds.`,
  );
  return lines.join("\n");
}

function arrivalsInWords(arrivals: CellReport["arrivals"]): string[] {
  return block(
    `${arrivals.length} organizations moved here after the backup; --accept brings them back from their archives, without their later entries`,
    arrivals.map(({ orgId, from, seq, has }) => {
      const here = has === null ? "nothing" : `entries up to ${has}`;
      return `org_${orgId}: the cell ${from} has its entries up to ${seq}, this cell has ${here}`;
    }),
  );
}

function broughtBackInWords(broughtBack: readonly BroughtBack[]): string[] {
  const back = broughtBack.filter((each) => each.isBack);
  const members = back.flatMap((each) => each.members.map((member) => ({ ...member, orgId: each.orgId })));
  const findings = back.flatMap((each) => each.findings.map((finding) => `org_${each.orgId}: ${finding}`));
  return [
    ...block(
      `${back.length} organizations that moved here after the backup are back`,
      back.map(
        ({ orgId, from, seq }) => `org_${orgId}: with its entries up to ${seq}, from the archive in the cell ${from}`,
      ),
    ),
    ...block(
      `${members.length} members came back without their roles; an owner gives them again`,
      members.map(({ orgId, personId, role }) => `${personId} is ${role} of org_${orgId}`),
    ),
    ...block(`${findings.length} findings of verify in them`, findings),
    ...block(
      `${broughtBack.length - back.length} organizations that moved here after the backup are not back; the same command tries again`,
      broughtBack.flatMap((each) => (each.isBack ? [] : [`org_${each.orgId}: ${each.why}`])),
    ),
  ];
}

function block(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length > SHOWN ? [`  and ${items.length - SHOWN} more, which --json lists`] : [];
  return [`${title}:`, ...items.slice(0, SHOWN).map((item) => `  ${item}`), ...more];
}

/** Writes a report of a cell as one JSON object. @param accepted `null` if the cell was not accepted */
export function asJson(report: CellReport, accepted: AcceptedCell | null): string {
  const {
    cell,
    found,
    listed,
    why,
    organizations,
    missing,
    arrivals,
    departures,
    unregistered,
    claims,
    formerMembers,
    entries,
    away,
  } = report;
  const named = <Item extends { readonly orgId: string }>({ orgId, ...rest }: Item) => ({
    org: `org_${orgId}`,
    ...rest,
  });
  return JSON.stringify({
    cell,
    accepted: accepted !== null,
    epoch: accepted?.epoch ?? found.epoch,
    listedEpoch: listed.epoch,
    refused: why,
    organizations,
    missing: missing.map((orgId) => `org_${orgId}`),
    arrivals: arrivals.map(named),
    broughtBack: accepted?.broughtBack.map(named) ?? [],
    departures: departures.map(named),
    unregistered: unregistered.map((orgId) => `org_${orgId}`),
    claims: Object.fromEntries(Object.entries(claims).map(([kind, lost]) => [kind, lost.map(named)])),
    formerMembers: formerMembers.map(named),
    entries: entries?.map(named) ?? null,
    away,
  });
}
