import type { FaultSpec } from "../../server/fault-list.ts";
import type { WebhookSwitches } from "../../webhooks/switches.ts";
import { type Html, html } from "../parts/html.ts";
import { FAULTS } from "./faults.ts";

export interface FaultView {
  readonly switches: WebhookSwitches;
  readonly faults: readonly (FaultSpec & { readonly left: number })[];
}

/** The forms with which webhooks and calls go wrong. */
export function faultForms({ switches, faults }: FaultView): Html {
  return html`<div class="columns">${webhooks(switches)}${calls(faults)}</div>`;
}

function webhooks({ delayMs, duplicates, drops, isReordered, isDown }: WebhookSwitches): Html {
  return html`<form method="post" class="card"><h3>Webhooks</h3>
${count("delayMs", "Delay of each delivery, in milliseconds", delayMs)}
${count("duplicates", "Copies of each delivery", duplicates)}
${count("drops", "Deliveries that are lost next", drops)}
<label class="choice"><input type="checkbox" name="isReordered"${isReordered && html` checked`}> In the opposite order</label>
<label class="choice"><input type="checkbox" name="isDown"${isDown && html` checked`}> The endpoints are down; deliveries wait</label>
<p class="buttons"><button name="act" value="switches">Set webhooks</button></p></form>`;
}

function calls(faults: FaultView["faults"]): Html {
  const options = Object.entries(FAULTS).map(([value, words]) => html`<option value="${value}">${words}</option>`);
  const list = faults.map(
    ({ on, how, when, left }) =>
      html`<li><span class="mono">${on ?? "every call"}</span>: ${FAULTS[how]}, ${when} its effect, ${left} times</li>`,
  );
  return html`<form method="post" class="card"><h3>Calls to the API</h3>
${faults.length > 0 && html`<ul class="lines">${list}</ul>`}
<p class="field"><label for="on">Call</label><input id="on" name="on" placeholder="POST /v1/payment_intents" aria-describedby="on-hint"><span class="hint" id="on-hint">Every call if it is empty; * stands for an id.</span></p>
<p class="field"><label for="how">What happens</label><select id="how" name="how">${options}</select></p>
<fieldset class="methods"><legend>When</legend><label class="choice"><input type="radio" name="when" value="before" checked> before its effect</label><label class="choice"><input type="radio" name="when" value="after"> after its effect</label></fieldset>
${count("times", "How many calls", 1)}
<p class="buttons"><button name="act" value="add-fault">Add fault</button> <button name="act" value="clear-faults">Clear faults</button> <button name="act" value="release-calls">Release calls</button></p></form>`;
}

function count(name: string, label: string, value: number): Html {
  return html`<p class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" inputmode="numeric" value="${value}"></p>`;
}
