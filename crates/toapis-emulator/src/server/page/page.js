// The head of the page and its buttons; the rest is in the other files.

import { $, setChip, setText } from "./dom.js";
import { showDeliveries, showFaults, showMoney, showRequests } from "./logs.js";
import { act, look, watch } from "./server.js";
import { showTasks } from "./tasks.js";

function showState(state) {
  const { clock } = state;
  const quoted = (text) => (/^[\w.:/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  setText($("exports"), `export TOAPIS_BASE_URL=${quoted(state.base_url)}\nexport TOAPIS_API_KEY=${quoted(state.api_key)}`);
  $("loose").hidden = !state.loose;
  setText($("now"), `${new Date(clock.now_ms).toISOString().slice(0, 19).replace("T", " ")} UTC`);
  const [word, colour] = { 0: ["standing still", "warn"], 1: ["real time", "good"] }[clock.speed] ?? [`${clock.speed}×`, "busy"];
  setChip($("speed"), word, colour);
  for (const button of document.querySelectorAll("[data-speed]")) {
    button.ariaPressed = String(Number(button.dataset.speed) === clock.speed);
  }
  showTasks(state);
  showMoney(state);
}

for (const button of document.querySelectorAll("[data-step]")) {
  button.onclick = () => act("POST", "clock", { step: Number(button.dataset.step) });
}
for (const button of document.querySelectorAll("[data-speed]")) {
  button.onclick = () => act("POST", "clock", { speed: Number(button.dataset.speed) });
}
$("reset").onclick = () => $("sure").showModal();
$("stay").onclick = () => $("sure").close();
$("go").onclick = () => {
  $("sure").close();
  act("POST", "reset");
};
$("clear").onclick = () => act("DELETE", "faults");
$("again").onclick = look;
$("copy").onclick = async () => {
  let done = "Copied";
  try {
    await navigator.clipboard.writeText($("exports").textContent);
  } catch {
    getSelection().selectAllChildren($("exports"));
    done = "Selected";
  }
  setText($("copy"), done);
  setTimeout(() => setText($("copy"), "Copy"), 2000);
};

watch(showState, {
  requests: { path: "requests?limit=60", show: showRequests },
  faults: { path: "faults", show: showFaults },
  deliveries: { path: "deliveries", show: showDeliveries },
});
