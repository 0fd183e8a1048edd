// The JavaScript of docs/emulator.md, as it stands there, and a check of what it says.
// Usage: TOAPIS_BASE_URL=http://127.0.0.1:… TOAPIS_API_KEY=sk-emulator-… node doc_example.mjs PAGE
import { readFileSync } from "node:fs";

const page = readFileSync(process.argv[2], "utf8");
const code = page.match(/```js\n([\s\S]*?)```/)[1];
const said = [];
console.log = (...words) => said.push(words.join(" "));
const Async = Object.getPrototypeOf(async () => {}).constructor;
await new Async(code)();
const holds = said.length === 2 && said[0].startsWith("lost:") && / 1$/.test(said[1]);
process.stdout.write(`${holds ? "passed: 1 of 1" : "FAILED: 0 of 1"} checks; the example of the page says ${JSON.stringify(said)}\n`);
process.exit(holds ? 0 : 1);
