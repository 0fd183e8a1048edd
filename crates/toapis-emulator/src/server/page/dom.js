// Tools: text, lists that are brought up to date in place, times and numbers.
// What the server says goes into the page as text only (`textContent`, `append`), never as markup: prompts are hostile.

const LONGEST_TEXT = 20000; // Characters of one string that are shown; pictures in Base64 are longer.

/** The last answer of `GET /__emulator/state`. */
export const view = { state: null };

export const $ = (id) => document.getElementById(id);
export const count = (number) => Number(number ?? 0).toLocaleString("en-US");
export const plural = (number, noun) => `${count(number)} ${noun}${Number(number) === 1 ? "" : "s"}`;

/** Sets text, but leaves what is the same alone: a selection in it stays. */
export function setText(node, text) {
  const wanted = String(text ?? "");
  if (node.textContent !== wanted) node.textContent = wanted;
}

/** Sets text and one of the colours: good, bad, busy, warn. */
export function setChip(node, text, colour = "") {
  setText(node, text);
  node.dataset.colour = colour;
}

export function element(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

/** A copy of a template, with its named parts. */
function copyOf(template) {
  const node = $(template).content.firstElementChild.cloneNode(true);
  node.classList.add(template);
  node.parts = {};
  for (const part of node.querySelectorAll("[data-at]")) node.parts[part.dataset.at] = part;
  return node;
}

const today = () => new Date(view.state.clock.now_ms).toISOString().slice(0, 10);

/** What a shown item depends on: itself, and the day, by which times are written with or without their date. */
export const printOf = (json) => today() + json;

/** Shows items in a section. One that is still there keeps its node, so focus, selection and pictures stay as they are. */
export function showList(section, items, { template, key, update }) {
  const list = $(section).querySelector(".list");
  list.nodes ??= new Map();
  const keys = new Set(items.map(key));
  for (const [old, node] of list.nodes) {
    if (keys.has(old)) continue;
    node.remove();
    list.nodes.delete(old);
  }
  let place = list.firstElementChild;
  for (const item of items) {
    let node = list.nodes.get(key(item));
    if (!node) list.nodes.set(key(item), (node = copyOf(template)));
    if (node === place) place = place.nextElementSibling;
    else list.insertBefore(node, place);
    const print = printOf(JSON.stringify(item));
    if (node.print === print) continue;
    update(node.parts, item, node);
    node.print = print;
  }
  const empty = $(section).querySelector(".empty");
  if (empty) empty.hidden = items.length > 0;
  list.hidden = items.length === 0;
}

/** What is behind an entry, as titles and texts: made when it is opened, and again when it changes. */
export function setMore(parts, make) {
  parts.details.ontoggle = async () => {
    if (!parts.details.open) return;
    parts.more.blocks ??= {};
    for (const [title, text] of Object.entries(await make())) {
      if (!parts.more.blocks[title]) {
        parts.more.blocks[title] = element("pre", { tabIndex: 0 });
        parts.more.append(element("h3", { textContent: title }), parts.more.blocks[title]);
      }
      setText(parts.more.blocks[title], text);
    }
  };
  parts.details.ontoggle();
}

/** A time of the emulator's clock, in UTC; with the date when that is another day than the clock's. */
export function timeText(seconds) {
  const [date, time] = new Date(seconds * 1000).toISOString().slice(0, 19).split("T");
  return date === today() ? time : `${date} ${time}`;
}

/** Indented JSON. Marks that turn the direction of text are spelled out, and very long strings are cut. */
export function jsonText(value) {
  const cut = (_, part) =>
    typeof part === "string" && part.length > LONGEST_TEXT
      ? `${part.slice(0, LONGEST_TEXT)}… (${count(part.length)} characters)`
      : part;
  const spelled = (mark) => "\\u" + mark.charCodeAt(0).toString(16).padStart(4, "0");
  return (JSON.stringify(value, cut, 2) ?? "").replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, spelled);
}
