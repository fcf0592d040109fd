import type { Check } from "./check.ts";
import { checkBalances } from "./check-balances.ts";
import { checkBudgets } from "./check-budgets.ts";
import { checkBurnOrder } from "./check-burn-order.ts";
import { checkCause } from "./check-cause.ts";
import { checkCorrections } from "./check-corrections.ts";
import { checkDebts } from "./check-debts.ts";
import { checkDue } from "./check-due.ts";
import { type Returned, returnedOf } from "./check-falls.ts";
import { checkGrants, checkScheduled } from "./check-grants.ts";
import { checkHash } from "./check-hash.ts";
import { checkHead } from "./check-head.ts";
import { checkHolds, notePlaced } from "./check-holds.ts";
import { checkInterval } from "./check-interval.ts";
import { checkJob, JobTraces } from "./check-jobs.ts";
import { checkKey } from "./check-key.ts";
import { checkLapsed } from "./check-lapsed.ts";
import { checkMarks } from "./check-marks.ts";
import { checkMeter, type MeterCheck } from "./check-meter.ts";
import { checkMoves, checkSpending } from "./check-moves.ts";
import { checkChargeReferences, checkReferences } from "./check-references.ts";
import { checkSequence } from "./check-sequence.ts";
import { checkSeries } from "./check-series.ts";
import { checkTakenBack } from "./check-taken-back.ts";
import { checkTime } from "./check-time.ts";
import { checkUnique } from "./check-unique.ts";
import { costsOf } from "./costs-of.ts";
import { EndpointsCheck } from "./endpoints/check-endpoints.ts";
import { type Finding, Findings, type Report } from "./finding.ts";
import type { Head } from "./head.ts";
import { type ChecksOfMeter, MeteredCheck } from "./metered/check-metered.ts";
import { checkMinimum } from "./metered/check-minimum.ts";
import { type CostsOf, MonthsCheck, type PricesOfUse } from "./metered/check-months.ts";
import { checkUsage } from "./metered/check-usage.ts";
import { checkAttempts } from "./payments/check-attempts.ts";
import { checkMoneyTaken } from "./payments/check-money-taken.ts";
import { checkCredit } from "./plans/check-credit.ts";
import { checkPeriods } from "./plans/check-periods.ts";
import { checkPlan } from "./plans/check-plan.ts";
import { problemOf } from "./read.ts";
import { type Accounts, openAccounts } from "./replay/accounts.ts";
import { addOpening, BEGINNING, type Opening } from "./replay/opening.ts";
import { replay } from "./replay/replay.ts";
import type { EntryRow, JobRow, Snapshot } from "./rows.ts";
import { checkStorage } from "./storage/check-storage.ts";
import { checksOfStorage } from "./storage/check-storage-charges.ts";
import { checkTopUps } from "./top-ups/check-top-ups.ts";

/** All checks of one organization. Pure: rows go in, findings come out. */
export class OrganizationCheck {
  readonly snapshot: Snapshot;
  private readonly findings: Findings;
  private readonly accounts: Accounts;
  /** Jobs that an entry charged. */
  private readonly charged = new Set<string>();
  private readonly checks: Check[];
  private readonly traces: JobTraces;
  private readonly endpoints: EndpointsCheck;
  private readonly prices: PricesOfUse;
  private returned: Returned | undefined;

  /**
   * @param opening sums of earlier entries, accepted unchecked; if absent, checking begins with the first entry
   * @param known a saved head of the organization, which must still match
   */
  constructor(snapshot: Snapshot, opening?: Opening, known?: Head) {
    this.snapshot = snapshot;
    this.findings = new Findings(snapshot.head.orgId);
    this.accounts = openAccounts(snapshot, opening?.entry ?? BEGINNING);
    if (opening !== undefined) addOpening(this.accounts, opening, this.report);
    const costs: CostsOf = (resource, version) => costsOf(snapshot, resource, version);
    this.prices = { months: new MonthsCheck(snapshot, costs, this.returnedOnce, this.report), costs };
    this.endpoints = new EndpointsCheck(snapshot, this.prices, this.report);
    this.traces = new JobTraces(this.accounts, snapshot, this.report);
    this.checks = [...entryChecks(this.accounts, snapshot, this.report), this.traces.check()];
    for (const { invariant, rows, message } of snapshot.malformed) this.report(invariant, rows, message);
    for (const { rows, problem } of snapshot.keys) if (problem !== null) this.report("L13", rows, problem);
    if (known !== undefined) this.checks.push(checkHead(this.accounts, known, this.report));
    checkReferences(snapshot, this.report);
    checkUnique(snapshot, this.report);
    this.checks.push(checkMoneyTaken(snapshot, this.accounts.opening.seq === 0, this.report));
    const { plans, payments, catalogs, grants, head } = snapshot;
    checkAttempts(payments, { grants, periods: plans.periods }, this.report);
    checkPeriods(plans, { catalogs, catalogVersion: head.catalogVersion }, this.report);
    checkCredit(plans, { grants, catalogs, now: head.now }, this.report);
    checkPlan(head, plans, catalogs, this.report);
    checkTopUps(snapshot.topUps, this.report);
    checkStorage(snapshot, this.report);
  }

  get orgId(): string {
    return this.snapshot.head.orgId;
  }

  /** The head that is checked. */
  get head(): Head {
    const { orgId, lastSeq, hash } = this.snapshot.head;
    return { orgId, seq: lastSeq, hash };
  }

  /** The number of the entry after which checking begins. */
  get after(): number {
    return this.accounts.opening.seq;
  }

  /** Whether a job may have been charged after the opening entry. */
  ranSince({ id, endedAt }: JobRow): boolean {
    return endedAt === null || endedAt >= this.accounts.opening.at || this.charged.has(id);
  }

  readonly report: Report = (...finding) => this.findings.report(...finding);

  /** Takes the next entry by number. */
  entry(entry: EntryRow): void {
    try {
      replay(this.accounts, entry, this.report);
      for (const check of this.checks) check.entry(entry);
    } catch (error) {
      // An entry with a value that has no meaning is a finding: it must not end the run and hide the others.
      this.report("L9", [`entry ${entry.seq}`], `it cannot be checked: ${problemOf(error)}`);
    }
    if (entry.charge?.jobId) this.charged.add(entry.charge.jobId);
  }

  /** Starts the check of a job's charges; the caller passes them by leg. */
  meter(job: JobRow): MeterCheck {
    const state = checkJob(job, this.traces.of(job.id), this.accounts.opening.seq === 0, this.report);
    return checkMeter(job, this.costsFor(job), state, this.returnedOnce(), this.report);
  }

  private readonly returnedOnce = (): Returned => {
    this.returned ??= returnedOf(this.snapshot);
    return this.returned;
  };

  /** Starts the check of the charges of other meters; the caller passes them by meter and leg. */
  metered(): MeteredCheck {
    const kinds = new Map<string, ChecksOfMeter>([
      ["endpoint", (id) => this.endpoints.meter(id)],
      ["storage", checksOfStorage(this.snapshot)],
      ["usage", (id, report) => checkUsage(id, this.prices, report)],
      ["month", (id, report) => checkMinimum(id, this.prices.months, report)],
    ]);
    return new MeteredCheck(kinds, this.report);
  }

  /** What a job may have cost at its start: as in its catalog, and in contracts that had begun by then. */
  private costsFor({ catalogVersion, resource, startedAt }: JobRow): readonly string[] {
    const { rates, plans } = this.snapshot;
    const inCatalog = rates.get(catalogVersion)?.get(resource);
    const inContracts = plans.contracts.filter((contract) => contract.startsAt <= startedAt);
    return [inCatalog, ...inContracts.map((contract) => contract.rates.get(resource))].filter(
      (cost): cost is string => cost !== undefined,
    );
  }

  /** Ends the check, after the last entry and the last charge, and returns all findings. */
  end(): Finding[] {
    for (const check of this.checks) check.end();
    checkGrants(this.accounts, this.report);
    checkScheduled(this.accounts, this.report);
    this.endpoints.end();
    this.prices.months.end();
    checkHolds(this.accounts, this.report);
    checkDue(this.accounts, this.snapshot, this.report);
    return this.findings.all();
  }
}

function entryChecks(accounts: Accounts, snapshot: Snapshot, report: Report): Check[] {
  return [
    checkSequence(accounts, report),
    checkTime(accounts, report),
    checkBalances(accounts, report),
    checkHash(accounts, report),
    checkMoves(report),
    checkSpending(accounts, report),
    checkCause(accounts, report),
    checkSeries(snapshot.head.orgId, accounts, snapshot.series, report),
    checkChargeReferences(accounts, report),
    checkInterval(accounts, report),
    checkBurnOrder(accounts, report),
    checkLapsed(accounts, report),
    checkDebts(accounts, report),
    notePlaced(accounts),
    checkCorrections(accounts, report),
    checkTakenBack(accounts, report),
    checkKey(accounts, report),
    checkBudgets(accounts, snapshot, report),
    checkMarks(accounts, snapshot.marks, report),
  ];
}
