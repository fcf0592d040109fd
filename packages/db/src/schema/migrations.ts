import { CreatePlatform1790000000000 } from "../migrations/1790000000000-create-platform.ts";
import { CreateOrganizations1790000001000 } from "../migrations/1790000001000-create-organizations.ts";
import { CreateLedger1790000002000 } from "../migrations/1790000002000-create-ledger.ts";
import { CreateDue1790000003000 } from "../migrations/1790000003000-create-due.ts";
import { CreateLockAndLoad1790000004000 } from "../migrations/1790000004000-create-lock-and-load.ts";
import { CreateStepClock1790000005000 } from "../migrations/1790000005000-create-step-clock.ts";
import { CreateActivity1790000006000 } from "../migrations/1790000006000-create-activity.ts";
import { ParkDue1790000007000 } from "../migrations/1790000007000-park-due.ts";
import { LoadByKey1790000008000 } from "../migrations/1790000008000-load-by-key.ts";
import { FewerChecks1790000009000 } from "../migrations/1790000009000-fewer-checks.ts";
import { LoadByColumns1790000009100 } from "../migrations/1790000009100-load-by-columns.ts";
import { Corrections1790000010000 } from "../migrations/1790000010000-corrections.ts";
import { CreateMarks1790000011000 } from "../migrations/1790000011000-create-marks.ts";
import { PostingsInEntries1790000013000 } from "../migrations/1790000013000-postings-in-entries.ts";
import { GuardBatches1790000013500 } from "../migrations/1790000013500-guard-batches.ts";
import { CheaperChecks1790000013600 } from "../migrations/1790000013600-cheaper-checks.ts";
import { ChargesInEntries1790000014000 } from "../migrations/1790000014000-charges-in-entries.ts";
import { ReleasesInEntries1790000014500 } from "../migrations/1790000014500-releases-in-entries.ts";
import { KeysInEntries1790000015000 } from "../migrations/1790000015000-keys-in-entries.ts";
import { SeriesOfOrganizations1790000016000 } from "../migrations/1790000016000-series-of-organizations.ts";
import { ReferencesByStatement1790000017000 } from "../migrations/1790000017000-references-by-statement.ts";
import { MovesByKind1790000018000 } from "../migrations/1790000018000-moves-by-kind.ts";
import { LedgerRole1790000019000 } from "../migrations/1790000019000-ledger-role.ts";
import { FewerStatistics1790000020000 } from "../migrations/1790000020000-fewer-statistics.ts";
import { LoadInSteps1790000021000 } from "../migrations/1790000021000-load-in-steps.ts";
import { LoadInLines1790000022000 } from "../migrations/1790000022000-load-in-lines.ts";

/** Every migration, oldest first. */
export const migrations = [
  CreatePlatform1790000000000,
  CreateOrganizations1790000001000,
  CreateLedger1790000002000,
  CreateDue1790000003000,
  CreateLockAndLoad1790000004000,
  CreateStepClock1790000005000,
  CreateActivity1790000006000,
  ParkDue1790000007000,
  LoadByKey1790000008000,
  FewerChecks1790000009000,
  LoadByColumns1790000009100,
  Corrections1790000010000,
  CreateMarks1790000011000,
  PostingsInEntries1790000013000,
  GuardBatches1790000013500,
  CheaperChecks1790000013600,
  ChargesInEntries1790000014000,
  ReleasesInEntries1790000014500,
  KeysInEntries1790000015000,
  SeriesOfOrganizations1790000016000,
  ReferencesByStatement1790000017000,
  MovesByKind1790000018000,
  LedgerRole1790000019000,
  FewerStatistics1790000020000,
  LoadInSteps1790000021000,
  LoadInLines1790000022000,
];
