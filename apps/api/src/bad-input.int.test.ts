import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { PERMISSIONS, type Permission } from "@scrip/domain/access";
import { makeOperator } from "@scrip/usecases/operators/make-operator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { anApi } from "./testing/an-api.ts";
import { type Answered, PROCEDURES } from "./testing/answered.ts";
import { fullCalls } from "./testing/full-calls.ts";

const api = await anApi();
const org = await api.anOrganization({ credit: 5_000_000 });
const { hold } = await api.ok("holds.place", { org, amount: "1000" });
const CALLS = fullCalls(org, hold);
const person = await api.aPerson({ org });
await makeOperator(api.owner.platform, person.personId);

/** Calls a procedure with the platform key, or as a person if no key may call it. */
function ask(procedure: string, input: unknown): Promise<Answered> {
  const { permission, reach } = PROCEDURES[procedure]?.meta ?? {};
  const isOfMembers = reach === "organization" && PERMISSIONS[permission as Permission].keys === null;
  const isOfPeople = isOfMembers || reach === "person" || reach === "operator";
  return isOfPeople ? person.call(procedure, input) : api.call(procedure, input);
}

const LONG = "9".repeat(1_000_000);
const UUID = randomUUID();

const AMOUNTS = [
  "1.5",
  "0.000001",
  "-5",
  "0",
  "000",
  "NaN",
  "Infinity",
  "1e3",
  "0x10",
  "１２",
  "",
  " 5",
  "5 ",
  "+5",
  "1,000",
]
  .concat(["1_000", "1000000000000001", "9223372036854775807", "9223372036854775808", "5\u0000", "$5", LONG])
  .concat([5, 5.5, null, true, [], {}, ["5"]] as never[]);
const TEXTS = [
  "",
  " a",
  "a ",
  "a\u0000b",
  "a\nb",
  "a\u2028b",
  "\ud800",
  "a\udfff",
  "a\u202eb",
  "a\u200fb",
  "a\u2066b",
  "a\u061cb",
]
  // Invisible: zero-width, soft hyphen, fillers, tags, variation selectors alone, floods of marks, and nothing else.
  .concat([
    "a\u200bb",
    "a\u200db",
    "a\u200cb",
    "\ufeffa",
    "a\u2060b",
    "a\u00adb",
    "\u3164",
    "a\u2800",
    "a\u{e0061}",
    "a\ufe0f",
  ])
  .concat(["a\u{e0100}", "\u0301a", `a${"\u0316".repeat(9)}`, "\u{1f3f4}\u{e0067}\u{e007f}", "a\ufff9b", "\u034f"])
  .concat(["x".repeat(201), "\ufb2c".repeat(101), "ä".repeat(500_000)])
  .concat([5, null, true, {}, ["a"]] as never[]);
const KEYS = ["", "a b", " a", "a\n", "x".repeat(201), "ключ", "a\u0000", "ａ", "x".repeat(1_000_000)].concat([
  5,
  null,
  {},
] as never[]);
const INSTANTS = [
  "",
  "now",
  "infinity",
  "2026-01-01",
  "2026-01-01T00:00:00",
  "2026-01-01T00:00:00.123456Z",
  "2026-02-30T00:00:00Z",
]
  .concat([
    "2026-01-01T24:00:00Z",
    "1900-01-01T00:00:00Z",
    "1999-12-31T23:59:59.999Z",
    "2200-01-01T00:00:00Z",
    "+010000-01-01T00:00:00Z",
  ])
  .concat([1_767_225_600_000, null, {}] as never[]);
const numbers = (...beyond: number[]) => [...beyond, 1.5, 1e20, -1, "5", "", null, true, {}, [5]];
const ids = (prefix: string, other: string) => [
  "",
  UUID,
  prefix,
  `${prefix}x`,
  `${other}${UUID}`,
  `${prefix}${UUID.toUpperCase()}x`,
  `${prefix}${UUID}\n`,
  ` ${prefix}${UUID}`,
  `${prefix}' OR 1=1 --`,
  `${prefix}${"0".repeat(36)}`,
  5,
  null,
  {},
  [`${prefix}${UUID}`],
];
const lists = (word: string, tooMany = 20) => [
  [],
  ["nothing"],
  [word, "__proto__"],
  Array(tooMany).fill(word),
  word,
  {},
  null,
  [null],
];
const choices = ["", "nothing", "__proto__", "constructor", "PLAN", 0, null, {}];

/** No text at all. */
const NO_TEXTS = ["", 5, null, true, {}, ["a"]];
const EMAILS = [
  "",
  "a",
  "a@",
  "@b.example",
  "a b@c.example",
  "a@b",
  `${"a".repeat(250)}@b.example`,
  5,
  null,
  {},
  ["a@b.example"],
];
const SWITCHES = ["true", "", 1, null, {}];

const EVENT = { source: "meter", id: "event", resource: "export", quantity: "1" };
const QUANTITIES = AMOUNTS.filter((amount) => !["1.5", "0.000001", "0", "000"].includes(amount)).concat([
  "0.0000001",
  "1000000000000.000001",
]);

const SHAPE = { kind: "graduated", tiers: [{ upTo: null, rateNanos: "4" }] };

/** The bad values of a field, by its name. */
const BAD: Record<string, readonly unknown[]> = {
  amount: AMOUNTS,
  name: TEXTS,
  key: ids("key_", "hold_"),
  scopes: lists("usage:report"),
  owner: TEXTS,
  // To take a ceiling away is to set none.
  balanceBelow: AMOUNTS.filter((amount) => amount !== null),
  runwayHours: numbers(0, 721).filter((hours) => hours !== null),
  expiryDays: numbers(0, 31).filter((days) => days !== null),
  dailyCeiling: AMOUNTS.filter((amount) => amount !== null),
  job: TEXTS,
  endpoint: TEXTS,
  resource: TEXTS,
  project: TEXTS,
  member: TEXTS,
  businessKey: TEXTS,
  idempotencyKey: KEYS,
  method: ["", "nobody", "pm_", "pm_ä", "pm_a b", `pm_${"a".repeat(101)}`, "cus_1", 5, null, {}, []],
  isOn: SWITCHES,
  threshold: AMOUNTS,
  buys: [
    {},
    { amount: "0" },
    { amount: "1e3" },
    { amount: "25000000", target: "50000000" },
    { target: "-5" },
    { other: "5" },
    "25000000",
    5,
    null,
    [],
  ],
  perDay: AMOUNTS,
  perMonth: AMOUNTS,
  testClock: INSTANTS,
  at: INSTANTS,
  to: INSTANTS,
  effectiveAt: INSTANTS,
  expiresAt: INSTANTS,
  quantityMs: numbers(3_153_600_000_001),
  estimateMs: numbers(3_153_600_000_001),
  epochMs: numbers(0),
  // An endpoint may be scaled to nothing; what is started has units.
  unitsMilli: numbers(1_000_000_001),
  speeds: [
    "fast",
    5,
    null,
    {},
    ["fast"],
    [{ resource: "gpu.l40s" }],
    [{ resource: "gpu.l40s", speedMilli: 0 }],
    [{ resource: "gpu.l40s", speedMilli: 1.5 }],
    [{ resource: "gpu.l40s", speedMilli: 1_000_001 }],
    [{ resource: "", speedMilli: 1000 }],
    [{ resource: "gpu.l40s", speedMilli: 1000, other: 1 }],
    Array.from({ length: 101 }, () => ({ resource: "gpu.l40s", speedMilli: 1000 })),
  ],
  ttlSeconds: numbers(0, 31_536_001),
  after: numbers(),
  limit: numbers(0, 1001),
  before: numbers(0),
  beforeLeg: numbers(0, 2 ** 31, 2 ** 53, Number.MAX_SAFE_INTEGER),
  seq: numbers(0),
  from: INSTANTS,
  until: INSTANTS,
  month: ["", "2026-13", "2026-1", "1999-12", "2200-01", "2026-01-01", "２０２６-01", 202601, null, {}, ["2026-01"]],
  search: TEXTS,
  text: TEXTS,
  kinds: lists("settled"),
  actions: lists("member.invited", 1000),
  outcome: choices,
  actor: [...ids("person_", "org_"), ...ids("key_", "org_")],
  states: lists("running"),
  // A list of days for sums, a number of days for the chart.
  days: [...numbers(0, 8, 31, 91), [], [null], ["yesterday"], ["2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"], {}],
  sort: choices,
  direction: choices,
  zone: ["", "Nowhere/Else", "+05:00", "05:00", "UTC\u0000", "utc; DROP TABLE", "x".repeat(101), 5, null, {}]
    // Names of the runtime's own that are not in the IANA database.
    .concat(["PST", "IST", "CST", "JST", "pst", "SystemV/PST8", "SystemV/PST8PDT", "US/Pacific-New", "posix/UTC"]),
  cursor: [
    "",
    "x",
    `1.${UUID}x`,
    `-1.${UUID}`,
    `1e3.${UUID}`,
    "1.' OR 1=1 --",
    `used.1e3.${UUID}`,
    `size.1.${UUID}`,
    `used.${"9".repeat(19)}.${UUID}`,
    "9".repeat(201),
    5,
    null,
    {},
  ].concat(
    [2 ** 15, 2 ** 31, 2 ** 53, 2 ** 63].flatMap((n) => [
      `${n}`,
      `1.${n}`,
      `${n}.${n}`,
      `01.1`,
      `1.01`,
      `${n}.${UUID}x`,
    ]),
  ),
  org: ids("org_", "hold_"),
  hold: ids("hold_", "org_"),
  charge: ids("charge_", "debt_"),
  grant: ids("grant_", "charge_"),
  debt: ids("debt_", "charge_"),
  attempt: ids("attempt_", "org_"),
  point: [...INSTANTS.filter((instant) => typeof instant !== "number"), ...numbers(0)],
  source: [...choices, "refund"],
  kind: choices,
  work: choices,
  mode: choices,
  scope: choices,
  period: choices,
  id: TEXTS,
  cap: AMOUNTS,
  fault: choices,
  onShortfall: choices,
  close: ["true", 1, null],
  lastEventId: ["x".repeat(41), 5, true, {}, ["5"]],
  next: [5, "x", [], [{ untilMs: 5 }]],
  act: [...ids("act_", "org_").slice(1), [], { kind: "nothing" }],
  clientId: NO_TEXTS,
  clientSecret: [5, true, {}, ["a"]],
  domain: NO_TEXTS,
  email: EMAILS,
  emailAttribute: [5, true, {}, ["a"]],
  invitation: ids("invitation_", "person_"),
  isForced: SWITCHES,
  isPaused: SWITCHES,
  isUnread: SWITCHES,
  andOlder: SWITCHES,
  notice: ids("notice_", "grant_"),
  issuer: NO_TEXTS,
  metadata: NO_TEXTS,
  onlyWanted: SWITCHES,
  ownerEmail: EMAILS,
  person: ids("person_", "org_"),
  plan: NO_TEXTS,
  reason: [...NO_TEXTS, "x".repeat(5000)],
  role: choices,
  token: [...NO_TEXTS, "x".repeat(201)],
  way: choices,
  campaign: ids("campaign_", "org_"),
  code: [...NO_TEXTS, "x".repeat(201)],
  company: TEXTS,
  document: ids("document_", "grant_"),
  webhook: ids("webhook_", "org_"),
  delivery: ids("delivery_", "webhook_"),
  url: [
    ...NO_TEXTS,
    "example.com",
    "ftp://example.com",
    "https://u:p@example.com",
    "https://10.0.0.1/",
    "http://[::1]/",
  ].concat(["https://169.254.169.254/", "https://2130706433/", `https://example.com/${"x".repeat(2000)}`, "https://"]),
  // A description may be empty, and every kind is null.
  description: TEXTS.filter((text) => text !== ""),
  eventKinds: lists("balance.low", 100).filter((kinds) => kinds !== null),
  knownTaxId: ["", 5, null, true, {}, ["a"], "x".repeat(61)],
  taxIdState: choices,
  documentKinds: [[], "receipt", {}, null, ["invoice"], [5], Array(5).fill("receipt")],
  address: [null, "Street 1", {}, [], [""], [5], Array(7).fill("a")],
  taxIds: [null, "DE123456789", {}, [5], ["x"], ["FR40303265045"], Array(6).fill("DE123456789")],
  taxes: [
    null,
    {},
    [5],
    [{}],
    [{ title: "VAT", country: "DE", percent: "101" }],
    [{ title: "", country: "DE", percent: "1" }],
  ],
  prefix: [...NO_TEXTS, "sc", "S-C", "TOOLONGPREFIX"],
  line1: TEXTS,
  line2: TEXTS,
  postalCode: TEXTS,
  city: TEXTS,
  region: TEXTS,
  country: [...NO_TEXTS, "de", "XX", "DEU", "constructor"],
  taxId: [5, null, true, {}, ["FR40303265045"], "", "DE123456789", "FR1", "FR4030326504\u0000", "F".repeat(61)],
  count: numbers(0, 1_000_000_001),
  creditDays: numbers(0, 3661),
  entitlement: [...NO_TEXTS, "x".repeat(65)],
  message: [...NO_TEXTS, " ", "\n", "x".repeat(4001), "a\u0000b", "a\n\u202eb", "\ud800"],
  perOrganization: numbers(0),
  approval: choices,
  maxCodes: numbers(0),
  plans: [[], [""], "free", {}, null, Array(101).fill("free")],
  request: ids("sales_", "org_"),
  state: choices,
  step: choices,
  about: ["", "nothing", `org_${UUID}`, "x".repeat(5000), 5, null, {}, []],
  event: TEXTS,
  uses: numbers(0),
  validUntil: INSTANTS,
  startsAt: INSTANTS,
  endsAt: INSTANTS,
  contract: ids("contract_", "grant_"),
  interval: choices,
  open: ["true", "", 1, null, {}, [true]],
  rates: [null, [], "1.00", { "gpu.l40s": "-1" }, { "gpu.l40s": 1 }, { "gpu.l40s": "1e3" }, { "": "1" }],
  priceShapes: [
    null,
    [],
    "4.00",
    { "gpu.l40s": "4" },
    ...[
      { kind: "by_mood" },
      { tiers: [] },
      { tiers: [{ upTo: 5, rateNanos: "4" }] },
      { tiers: [{ upTo: null, rateNanos: "-4" }] },
      { tiers: Array(101).fill({ upTo: null, rateNanos: "4" }) },
      { size: 0 },
      { perPackage: "5" },
      { minimum: "1e3" },
    ].map((wrong) => ({ "gpu.l40s": { ...SHAPE, ...wrong } })),
    { "": SHAPE },
  ],
  entitlements: [null, [], "members", { members: -1 }, { members: 1.5 }, { members: null }, { "": true }],
  credits: [
    null,
    {},
    "5.00",
    [null],
    [{}],
    [{ amount: "-1", every: "month" }],
    [{ amount: "1", every: "year" }],
    [{ amount: "1", every: "month", days: 0 }],
    Array(21).fill({ amount: "1", every: "month" }),
  ],
  volume: TEXTS,
  gb: ["", "-1", "1e3", "0.0000000001", "1000000001", "NaN", "１２", " 5", "5 ", 5, null, {}, ["5"], LONG],
  bytes: ["", "-1", "1e3", "1.5", "05", "1000000000000000001", "6", "NaN", 5, null, {}, ["5"], LONG],
  deleted: SWITCHES,
  events: [
    [],
    Array(101).fill(EVENT),
    ...[...QUANTITIES].map((quantity) => [{ ...EVENT, quantity }]),
    ...(["source", "id", "resource", "project", "member", "corrects"] as const).flatMap((field) =>
      TEXTS.map((text) => [EVENT, { ...EVENT, [field]: text }]),
    ),
    ...INSTANTS.map((eventAt) => [{ ...EVENT, eventAt }]),
    [{ ...EVENT, amount: "5" }],
    [{}],
    [null],
    {},
    "event",
    null,
  ],
  eventSource: TEXTS,
  by: choices,
  most: numbers(0, 201),
  orgs: [[], "all", {}, null, Array.from({ length: 101 }, () => org)],
};

const READS_ALL = [
  "campaigns.list",
  "catalog.get",
  "catalog.versions",
  "operators.cells.list",
  "operators.charging.get",
  "operators.seller.get",
];
const NEEDS_NO_FIELD = new Set(["ledger.verify", "session.get", "platformKeys.list", ...READS_ALL]);

const FIELDS = Object.entries(CALLS).flatMap(([procedure, input]) =>
  Object.keys(input).map((field) => [procedure, field] as const),
);

let before: unknown;
const written = async () =>
  api.owner.query(`SELECT (SELECT count(*) FROM entries) AS entries, (SELECT count(*) FROM idempotency_keys) AS keys,
    (SELECT count(*) FROM organizations) AS organizations, (SELECT max(clock_at) FROM organizations) AS clock`);
beforeEach(async () => {
  before = await written();
});
afterEach(async () => {
  if (!isDeepStrictEqual(await written(), before)) throw new Error("Something was written.");
});

describe("bad input", () => {
  it("is tried on every field of every procedure", () => {
    const schemas = Object.entries(PROCEDURES).map(([name, { inputs }]) => [
      name,
      Object.keys(inputs?.[0]?.shape ?? {}).sort(),
    ]);
    expect(Object.entries(CALLS).map(([name, input]) => [name, Object.keys(input).sort()])).toEqual(
      expect.arrayContaining(schemas),
    );
    expect(Object.keys(BAD).sort()).toEqual([...new Set(FIELDS.map(([, field]) => field))].sort());
  });

  it.each(FIELDS)("F1-F5 %s refuses a bad %s, and says which values are allowed", async (procedure, field) => {
    await eachAtOnce(BAD[field] ?? [], async (bad) => {
      const answered = await ask(procedure, { ...CALLS[procedure], [field]: bad });
      // The input of a query is in its URL. A URL that is too long does not reach the procedure.
      if (PROCEDURES[procedure]?.type !== "mutation" && answered.status === 431) return;
      expectBadInput(answered, field, `${procedure} ${field} ${JSON.stringify(bad).slice(0, 80)}`);
    });
  });

  it.each(Object.keys(CALLS))("G13 %s refuses an unknown field", async (procedure) => {
    await eachAtOnce(["extra", "constructor", "__proto__", "orgId", "x".repeat(5000)], async (name) => {
      const text = JSON.stringify({ ...CALLS[procedure], zz: 1 }).replace('"zz"', JSON.stringify(name));
      const answered = await ask(procedure, text);
      expectBadInput(answered, name.slice(0, 100), `${procedure} ${name.slice(0, 20)}`);
      expect(answered.error?.message).toContain("is not a field of this call");
    });
  });

  it.each(Object.keys(CALLS))(
    "F4 %s refuses input that is no object, no JSON or nested too deep",
    async (procedure) => {
      // The input of a query must fit a URL.
      const depth = PROCEDURES[procedure]?.type === "mutation" ? 100_000 : 1000;
      const deep = "[".repeat(depth) + "]".repeat(depth);
      const noObjects = ["null", "5", '"text"', "[]", "[{}]", "true", "{", "", "\u0000"];
      await eachAtOnce([...noObjects, deep, `{"org":${deep}}`, `{"job":${deep}}`], async (text) => {
        const { status, error } = await ask(procedure, text);
        // A call that needs no field succeeds without fields; any other call lacks at least its organization.
        if (NEEDS_NO_FIELD.has(procedure) && status === 200) return;
        expect([status, error?.code], `${procedure} ${text.slice(0, 20)}`).toEqual([
          400,
          expect.stringMatching(/^(bad_input|organization_required)$/),
        ]);
      });
    },
  );

  it.each(["1e400", "-1e400", "9007199254740993", "-0.5"])("F3 refuses %s as a quantity", async (number) => {
    const text = JSON.stringify({ ...CALLS["jobs.complete"], quantityMs: "QUANTITY" }).replace('"QUANTITY"', number);
    expectBadInput(await api.call("jobs.complete", text), "quantityMs", number);
  });

  it("names a field inside another by its path", async () => {
    const input = { ...CALLS["jobs.start"], next: { untilMs: -1 } };
    expectBadInput(await api.call("jobs.start", input), "next.untilMs", "nested");
    const extra = { ...CALLS["jobs.start"], next: { untilMs: 1, extra: 1 } };
    expectBadInput(await api.call("jobs.start", extra), "next.extra", "nested");
  });

  it("F4 names only a few of very many wrong fields", async () => {
    const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`f${n}`, n]));
    const { status, error, text } = await api.call("holds.place", { ...CALLS["holds.place"], ...many });
    expect([status, error?.code]).toEqual([400, "bad_input"]);
    expect(text.length).toBeLessThan(10_000);
  });
});

/** The inputs of a test do not depend on each other: one after another, most of the time passed in waiting. */
async function eachAtOnce<Item>(items: readonly Item[], check: (item: Item) => Promise<void>): Promise<void> {
  await Promise.all(items.map(check));
}

function expectBadInput({ status, error }: Answered, field: string, what: string): void {
  expect([what, status, error?.code, error?.retryAfterMs]).toEqual([what, 400, "bad_input", null]);
  const { fields = [] } = (error?.details ?? {}) as { fields?: { path: string; message: string }[] };
  const problem = fields.find(({ path }) => path === field || path.startsWith(`${field}.`));
  expect(`${what}: ${problem?.message}`).toMatch(/: (must|has|is|Invalid|Too) .{5,}$/);
  expect(error?.message).toContain(`${problem?.path}: ${problem?.message}`);
}
