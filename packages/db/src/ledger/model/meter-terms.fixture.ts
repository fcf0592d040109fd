import type { MeterAct } from "./meter-step.fixture.ts";
import type { ModelOrganization } from "./model.fixture.ts";
import { type CommandTerms, NOBODY } from "./terms.fixture.ts";

/** An organization has a few endpoints and volumes, which acts name again and again. */
const NAMES = 3;

/** Makes the command of an act about work without a hold. The endpoint or volume may not be there yet. */
export function meterTermsOf({ now, ledger, meters, storage }: ModelOrganization, act: MeterAct): CommandTerms {
  const n = act.which % NAMES;
  switch (act.do) {
    case "run": {
      const { resource, unitsMilli, label } = act;
      const ref = `endpoint ${n}`;
      if (act.what === "stop") return { kind: "stopEndpoint", ref };
      if (act.what === "start")
        return { kind: "startEndpoint", ref, resource, unitsMilli, project: label, member: null };
      const keepsUnits = act.which % 3 === 0;
      return {
        kind: "scaleEndpoint",
        ref,
        resource: keepsUnits ? resource : null,
        unitsMilli: keepsUnits ? null : unitsMilli,
      };
    }
    case "store": {
      const resource = act.which % 9 === 8 ? "export" : act.which % 2 === 0 ? "storage.gb-month" : null;
      const since = act.inMs === 0 ? null : now + act.inMs;
      return {
        kind: "setStorage",
        ref: `volume ${n}`,
        bytes: act.size,
        since,
        resource,
        project: act.label,
        member: null,
      };
    }
    case "meter": {
      const rows = { settleEndpoint: meters.endpoints, settleStorage: storage.meters, settleMinimum: ledger.months };
      const ids = [...(rows[act.what]?.keys() ?? [])];
      const id = ids[act.which % Math.max(1, ids.length)] ?? NOBODY;
      if (act.what === "settleEndpoint") return { kind: "settleEndpoint", endpointId: id };
      if (act.what === "settleMinimum") return { kind: "settleMinimum", meterId: id };
      return { kind: "settleStorage", meterId: id, corrects: false };
    }
  }
}
