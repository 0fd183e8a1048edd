// Calls of the admin API, and the regular look at it.

import { $, printOf, setText, view } from "./dom.js";

const PAUSE = 1000; // Milliseconds between two looks,
const HIDDEN_PAUSE = 10000; // while nobody sees the page,
const LONGEST_PAUSE = 15000; // and, at most, while the emulator does not answer.
const SILENT = "no answer";
const REST = 30; // Looks without asking again for a part that the emulator does not have.

export async function call(method, path, body) {
  const signal = method === "GET" ? AbortSignal.timeout(8000) : undefined;
  const asked = fetch(`/__emulator/${path}`, { method, body: body && JSON.stringify(body), signal });
  // A browser has no other sign of a closed port than a TypeError, which a slip in this page would be too.
  const silent = (error) => Promise.reject(error.name === "TimeoutError" ? error : new Error(SILENT));
  const response = await asked.catch(silent);
  return { status: response.status, text: await response.text().catch(silent) };
}

/** Does something by hand, says what is wrong with it, and shows what came of it. */
export async function act(method, path, body) {
  // Without an answer, the next look tells that the emulator is gone.
  const { status = 0, text } = await call(method, path, body).catch(() => ({}));
  $("problem").hidden = status < 400;
  if (status >= 400) {
    const { problem = text } = text.startsWith("{") ? JSON.parse(text) : {};
    setText($("problem"), `${method} /__emulator/${path}: ${problem || status}`);
    setTimeout(() => ($("problem").hidden = true), 8000);
  }
  look();
}

let views = {};
let timer = 0;
let isLooking = false;
let isWanted = false;
let failures = 0;

/** Begins: `whole` shows the state, and each of `parts` (by its section: `path`, `show`) what an emulator may not have. */
export function watch(whole, parts) {
  views = { whole, parts };
  document.addEventListener("visibilitychange", () => document.hidden || look());
  look();
}

/** Looks now, and plans the next look. */
export async function look() {
  isWanted = isLooking;
  if (isLooking) return;
  isLooking = true;
  clearTimeout(timer);
  try {
    await lookAtAll();
    failures = 0;
    showLink();
  } catch (error) {
    failures += 1;
    showLink(error);
  }
  isLooking = false;
  const usual = document.hidden ? HIDDEN_PAUSE : PAUSE;
  const pause = failures ? Math.min(PAUSE * 2 ** (failures - 1), LONGEST_PAUSE) : usual;
  timer = setTimeout(look, isWanted ? 0 : pause);
}

async function lookAtAll() {
  const { status, text } = await call("GET", "state");
  if (status !== 200) throw new Error(`it answers ${status}`);
  const state = JSON.parse(text);
  // The policy of this page names the result host; another emulator on this port has another one.
  if (view.state && view.state.files_url !== state.files_url) location.reload();
  view.state = state;
  views.whole(state);
  await Promise.all(Object.entries(views.parts).map(([section, part]) => lookAtPart(section, part)));
}

async function lookAtPart(section, part) {
  part.rest = Math.max((part.rest ?? 0) - 1, 0);
  if (part.rest > 0) return;
  const { status, text } = await call("GET", part.path);
  const isThere = status === 200;
  if (!isThere) part.rest = REST;
  $(section).hidden = !isThere;
  document.querySelector(`nav a[href="#${section}"]`).hidden = !isThere;
  if (!isThere || part.print === printOf(text)) return;
  part.show(JSON.parse(text));
  part.print = printOf(text);
}

/** No answer means stopped; an answer that the page cannot make sense of is trouble of another kind, and says so. */
function showLink(error) {
  const isSilent = error?.name === "TimeoutError" || error?.message === SILENT;
  const word = isSilent ? "stopped" : "trouble";
  setText($("link"), error ? word : "live");
  $("link").dataset.colour = error ? "bad" : "good";
  document.title = error ? `(${word}) ToAPIs emulator` : "ToAPIs emulator";
  document.body.classList.toggle("stopped", Boolean(isSilent));
  $("gone").hidden = !error;
  if (!error) return;
  const what = isSilent ? "has stopped or does not answer" : `answers what this page cannot show: ${error.message}`;
  const rest = view.state ? "This is how it was last seen. The page goes on when it is back." : "The page goes on when it is there.";
  setText($("gone-text"), `The emulator at ${location.origin} ${what}${isSilent ? `. ${rest}` : ""}`);
}
