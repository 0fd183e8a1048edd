// The lists beside the tasks: users, charges, requests, faults, deliveries.

import { act } from "./server.js";
import { $, count, jsonText, plural, setChip, setMore, setText, showList, timeText } from "./dom.js";

const SHOWN = 60;

export function showMoney({ users, ledger }) {
  showList("users", users, { template: "user", key: (user) => user.id, update: showUser });
  setText($("ledger-count"), count(ledger.charges));
  setText($("ledger-note"), ledger.charges > ledger.newest.length ? `the newest ${ledger.newest.length}` : "");
  setText($("charges"), count(ledger.charges));
  setText($("credits"), count(ledger.credits));
  setText($("refunded"), count(ledger.refunded_credits));
  showList("ledger", ledger.newest, { template: "charge", key: (charge) => charge.task_id, update: showCharge });
}

function showUser(parts, { name, group, keys, balance }) {
  const usd = { style: "currency", currency: "USD", maximumFractionDigits: 4 };
  setText(parts.name, name);
  setChip(parts.group, group);
  setText(parts.keys, plural(keys, "key"));
  setText(parts.left, balance.unlimited_quota ? "unlimited" : `${plural(balance.remain_credits, "credit")} left`);
  setText(parts.used, `${count(balance.used_credits)} used (${balance.used_balance.toLocaleString("en-US", usd)})`);
  parts.bar.hidden = balance.unlimited_quota;
  parts.bar.max = Math.max(balance.remain_credits + balance.used_credits, 1);
  parts.bar.value = Math.max(balance.remain_credits, 0);
}

function showCharge(parts, charge, node) {
  const refunded = charge.refunded_at !== null;
  node.classList.toggle("refunded", refunded);
  setText(parts.model, charge.model);
  setText(parts.credits, plural(charge.credits, "credit"));
  setChip(parts.refund, refunded ? "refunded" : "", "warn");
  parts.refund.title = refunded ? timeText(charge.refunded_at) : "";
  setText(parts.at, timeText(charge.at));
  setText(parts.task, charge.task_id);
  parts.task.href = `#task-${charge.task_id}`;
  setText(parts.who, charge.user);
}

export function showRequests({ total, dropped, requests }) {
  const notes = [total > requests.length && `the newest ${requests.length}`, dropped && `${count(dropped)} older ones dropped`];
  setText($("requests-count"), count(total));
  setText($("requests-note"), notes.filter(Boolean).join("; "));
  showList("requests", requests, { template: "entry", key: (request) => request.sequence, update: showRequest });
}

function showRequest(parts, request) {
  const { method, path, status, at, fault, headers } = request;
  const isBad = status === null || status >= 500;
  setText(parts.what, method);
  setText(parts.line, path);
  setChip(parts.state, status ?? "no status", isBad ? "bad" : status >= 400 ? "warn" : "good");
  setChip(parts.fault, fault && `fault: ${fault.name}`, "bad");
  setText(parts.when, timeText(at / 1000));
  setMore(parts, () => ({
    Headers: headers.map(([name, value]) => `${name}: ${value}`).join("\n"),
    Body: bodyText(request),
  }));
}

function bodyText({ body, body_bytes }) {
  if (body.kind === "empty") return "(none)";
  if (body.kind === "binary") return `(${plural(body_bytes, "byte")}; ${body.media_type ?? "no content type"})`;
  if (body.cut) return `${body.text}\n(cut; ${plural(body_bytes, "byte")} in all)`;
  try {
    return jsonText(JSON.parse(body.text));
  } catch {
    return body.text;
  }
}

export function showFaults({ faults }) {
  setText($("faults-count"), count(faults.length));
  $("clear").hidden = faults.length === 0;
  showList("faults", faults, { template: "entry", key: (fault) => fault.id, update: showFault });
}

/** The name of an action, or the kinds of its parts. */
function nameOf({ name, edits = [], delivery }) {
  const kindOf = (part) => (typeof part === "string" ? part : Object.keys(part)[0]);
  return name ?? [...edits, delivery].filter(Boolean).map(kindOf).join(", ");
}

function showFault(parts, { id, fault, fired, matched, requests }) {
  const { on, method, path, fields = {}, times } = fault;
  const isDone = times !== null && fired >= times;
  const wanted = Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  setText(parts.what, nameOf(fault.action) || "nothing");
  setChip(parts.state, times === null ? `fired ${plural(fired, "time")}` : `fired ${fired} of ${times}`, isDone ? "good" : fired && "busy");
  setText(parts.when, `${count(matched)} fitted`);
  setText(parts.line, [`#${id} on`, on, method, path, ...wanted].filter(Boolean).join(" "));
  setMore(parts, () => ({ Fault: jsonText(fault), "Fired at requests": requests.join(", ") || "(none)" }));
}

export function showDeliveries({ total, deliveries }) {
  const newest = deliveries.toSorted((one, other) => other.id - one.id).slice(0, SHOWN);
  setText($("deliveries-count"), count(total));
  setText($("deliveries-note"), total > SHOWN ? `the newest ${SHOWN}` : "");
  showList("deliveries", newest, { template: "entry", key: (delivery) => delivery.id, update: showDelivery });
}

/** The status of an answer, or why there was none. */
const said = ({ kind, status, reason }) => status ?? reason ?? kind.replace("_", " ");

function showDelivery(parts, delivery) {
  const { id, url, user, state, attempts, next_attempt_at: next, fault } = delivery;
  const last = attempts.at(-1);
  const tried = plural(attempts.length, "attempt") + (last ? `, the last: ${said(last.outcome)}` : "");
  const colour = { delivered: "good", given_up: "bad" }[state] ?? "busy";
  setText(parts.what, delivery.event_type);
  setChip(parts.state, delivery.in_flight ? "being sent" : state.replace("_", " "), colour);
  setChip(parts.fault, fault && `fault: ${fault.kind}`, "bad");
  setText(parts.when, last ? timeText(last.at) : "");
  setText(parts.line, `#${id} to ${url} for ${user}\n${tried}${next ? `; next at ${timeText(next)}` : ""}`);
  const lines = attempts.map(({ number, at, signature, outcome }) =>
    [`${number}.`, timeText(at), said(outcome), signature, outcome.body].filter(Boolean).join("  "),
  );
  setMore(parts, () => ({ Attempts: lines.join("\n") || "(none)", Event: jsonText(delivery.event) }));
  parts.act.hidden = false;
  setText(parts.act, "Resend");
  parts.act.onclick = () => act("POST", `deliveries/${id}/resend`);
}
