// The tasks and the files they made.

import { act, call } from "./server.js";
import { $, count, element, jsonText, plural, setChip, setMore, setText, showList, timeText, view } from "./dom.js";

const COLOURS = { completed: "good", failed: "bad", in_progress: "busy" };

export function showTasks({ tasks, users, clock }) {
  const hidden = tasks.total > tasks.newest.length;
  setText($("tasks-count"), count(tasks.total));
  setText($("tasks-note"), hidden ? `the newest ${tasks.newest.length}; all: GET /__emulator/tasks` : "");
  const shown = tasks.newest.map((task) => ({
    ...task,
    who: users.find((user) => user.id === task.user)?.name ?? task.user,
    over: clock.now_ms / 1000 >= (task.answer.expires_at ?? Infinity),
  }));
  showList("tasks", shown, { template: "task", key: (task) => task.answer.id, update: showTask });
}

function showTask(parts, task, node) {
  const { answer } = task;
  const ended = answer.status === "completed" || answer.status === "failed";
  const path = `tasks/${encodeURIComponent(answer.id)}`;
  node.id = `task-${answer.id}`;
  setText(parts.prompt, (task.prompt ?? "").slice(0, 1000) || "(no prompt)");
  setText(parts.model, answer.model);
  setText(parts.making, task.making);
  setText(parts.credits, plural(task.credits, "credit"));
  setText(parts.who, `by ${task.who}`);
  setText(parts.life, `${task.lifecycle}; ${plural(task.reads, "read")}`);
  setText(parts.id, answer.id);
  setText(parts.business, answer.client_business_id);

  setChip(parts.status, answer.status || "(empty word)", COLOURS[answer.status]);
  setText(parts.outcome, outcomeOf(task));
  parts.progress.hidden = parts.percent.hidden = ended;
  parts.progress.value = answer.progress;
  setText(parts.percent, `${answer.progress} %`);
  if (ended && parts.buttons.contains(document.activeElement)) {
    parts.details.querySelector("summary").focus({ preventScroll: true });
  }
  parts.buttons.hidden = ended;
  parts.complete.onclick = () => act("PATCH", path, { status: "completed" });
  parts.fail.onclick = () => act("PATCH", path, { status: "failed" });

  showFiles(parts, task);
  setMore(parts, async () => {
    const { status, text } = await call("GET", path).catch(() => ({}));
    if (status !== 200) return {}; // Gone, with its emulator or by a reset; the next look tells.
    const { request, answer: newest } = JSON.parse(text);
    return { Request: jsonText(request), Answer: jsonText(newest) };
  });
}

function outcomeOf({ answer, over }) {
  if (answer.error) return `${answer.error.code}: ${answer.error.message}; refunded`;
  if (!answer.completed_at) return "";
  return `at ${timeText(answer.completed_at)}; results ${over ? "expired" : "live until"} ${timeText(answer.expires_at)}`;
}

const isOurs = (url) => String(url).startsWith(`${view.state.files_url}/`);

/** The files of a result: films with their last frame as the still, pictures, or the portraits of characters. */
function filesOf({ answer, over }) {
  const { type, data = [] } = answer.result ?? {};
  const files = Array.isArray(data)
    ? data.map(({ url, last_frame_url: still }) => ({ url, still, isFilm: type === "video" }))
    : (data.characters ?? []).map((character) => ({ url: character.profile_picture_url }));
  return over ? [] : files.filter(({ url }) => isOurs(url));
}

/** A file that is shown stays; it is not read again. */
function showFiles({ media, blank }, task) {
  const files = filesOf(task);
  media.nodes ??= new Map();
  for (const [url, node] of media.nodes) {
    if (files.some((file) => file.url === url)) continue;
    node.remove();
    media.nodes.delete(url);
  }
  files.forEach((file, index) => {
    if (media.nodes.has(file.url)) return;
    const name = `${file.isFilm ? "Film" : "Picture"} ${index + 1} of ${files.length}: ${(task.prompt ?? "").slice(0, 120)}`;
    const node = file.isFilm ? film(file, name) : picture(file, name);
    media.nodes.set(file.url, node);
    media.append(node);
  });
  const columns = files.some((file) => file.isFilm) ? 1 : Math.ceil(Math.sqrt(files.length));
  media.style.setProperty("--columns", Math.max(columns, 1));
  const words = { completed: "no file", failed: "no result" };
  setText(blank, task.over ? "expired" : (words[task.answer.status] ?? "not made yet"));
  blank.hidden = files.length > 0;
}

// What this page looks at meets no scripted fault and is not in the log of requests.
const looked = (url) => `${url}?__emulator`;

function openLink(url, name, ...children) {
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: name }, ...children);
}

function picture({ url }, name) {
  const image = element("img", { loading: "lazy", decoding: "async", alt: name, src: looked(url) });
  const link = openLink(url, name, image);
  image.onerror = () => image.replaceWith(element("span", { className: "blank", textContent: "cannot be shown; open it" }));
  return link;
}

function film({ url, still }, name) {
  const video = element("video", { controls: true, preload: "none", playsInline: true, ariaLabel: name, src: looked(url) });
  if (isOurs(still)) video.poster = looked(still);
  const words = element("span", { className: "blank", textContent: "this browser cannot play it; open it" });
  video.onerror = () => video.replaceWith(openLink(url, name, words));
  nearby.observe(video);
  return element("div", { className: "film" }, video);
}

/** Films are read only when they come into sight. */
const nearby = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    target.preload = "metadata";
    nearby.unobserve(target);
  }
});
