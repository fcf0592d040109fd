import type { CellReport, ClaimKind } from "@scrip/db/cells/reconcile";

/** The most lines of one kind in words; `--json` has all. */
const SHOWN = 20;

const CLAIMS: Readonly<Record<ClaimKind, string>> = {
  payments: "payments of the gateway, which `scrip stripe reconcile` books again",
  redemptions: "redemptions of codes, whose use stays counted",
  documents: "documents, whose numbers stay given",
  signupCredits: "signup credits",
  members: "members, who must be invited again",
};

/** Writes a report of a cell for people. @param epoch the new epoch; `null` if the cell was not accepted */
export function inWords(report: CellReport, epoch: number | null): string {
  const { cell, why, organizations, missing, arrivals, departures, unregistered, claims, entries, away } = report;
  const lines = [
    why === null ? `The cell ${cell} serves.` : `The cell ${cell} is refused. ${why}`,
    `${organizations} organizations live in it.`,
    ...block(
      `${missing.length} organizations of this cell are in no cell`,
      missing.map((orgId) => `org_${orgId}`),
    ),
    ...block(
      `${arrivals.length} organizations moved here after the backup, and only their archives are left`,
      arrivals.map(
        ({ orgId, from, seq }) => `org_${orgId}: the cell ${from} has its ledger up to entry ${seq} (${MOVE_BACK})`,
      ),
    ),
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
      `${entries?.length ?? 0} organizations lack entries of the signed list`,
      (entries ?? []).map(({ orgId, from, to }) => `org_${orgId}: entries ${from} to ${to}`),
    ),
  ];
  if (entries === null) lines.push("Without --heads FILE it is not known whose last entries are lost.");
  for (const other of away) lines.push(`The cell ${other} was not asked for archives: it does not answer.`);
  lines.push(
    epoch === null
      ? `Nothing was changed. \`scrip cells reconcile ${cell} --accept\` lets the cell serve as it is.`
      : `The cell was accepted with the epoch ${epoch}. The processes serve it within ten seconds.`,
  );
  return lines.join("\n");
}

const MOVE_BACK = "docs/operate/restore.md#organizations-that-moved-into-it says how it serves from there";

function block(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length > SHOWN ? [`  and ${items.length - SHOWN} more, which --json lists`] : [];
  return [`${title}:`, ...items.slice(0, SHOWN).map((item) => `  ${item}`), ...more];
}

/** Writes a report of a cell as one JSON object. */
export function asJson(report: CellReport, epoch: number | null): string {
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
    entries,
    away,
  } = report;
  const named = <Item extends { readonly orgId: string }>({ orgId, ...rest }: Item) => ({
    org: `org_${orgId}`,
    ...rest,
  });
  return JSON.stringify({
    cell,
    accepted: epoch !== null,
    epoch: epoch ?? found.epoch,
    listedEpoch: listed.epoch,
    refused: why,
    organizations,
    missing: missing.map((orgId) => `org_${orgId}`),
    arrivals: arrivals.map(named),
    departures: departures.map(named),
    unregistered: unregistered.map((orgId) => `org_${orgId}`),
    claims: Object.fromEntries(Object.entries(claims).map(([kind, lost]) => [kind, lost.map(named)])),
    entries: entries?.map(named) ?? null,
    away,
  });
}
