// Opens pages of a folder in Firefox, asks the search, answers the self-check, runs the machine test and prints, as the JSON on the
// standard input says; writes what was seen as JSON.
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const { firefox, home, start, pages, look, questions, standard, tabs } = JSON.parse(readFileSync(0, "utf-8"));
// A proxy that is not there: whatever a page asked of another machine would fail and be noted.
const extraPrefsFirefox = { "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9 };
const browser = await puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true, extraPrefsFirefox });
const seen = { faults: [], found: [], looks: {}, kept: false, led: "", machine: "" };

async function newTab() {
  const page = await browser.newPage();
  page.on("console", (said) => { if (["error", "warn"].includes(said.type())) seen.faults.push(`${page.url()}: ${said.text()}`); });
  page.on("pageerror", (error) => seen.faults.push(`${page.url()}: ${error.message}`));
  page.on("request", (request) => { if (!request.url().startsWith(home) && !request.url().startsWith("data:")) seen.faults.push(request.url()); });
  page.on("requestfailed", (request) => { if (!/abort/i.test(request.failure()?.errorText ?? "")) seen.faults.push(`failed: ${request.url()}`); });
  return page;
}

const open = (page, path) => page.goto(home + path, { waitUntil: "load" });

async function walk() {
  const page = await newTab();
  for (let path = pages.shift(); path !== undefined; path = pages.shift()) {
    await open(page, path);
    seen.looks[path] = JSON.parse(await page.evaluate(look));
  }
  await page.close();
}

await Promise.all(Array.from({ length: tabs }, walk));
const page = await newTab();
// The first page leads on while it is still being opened: Firefox then calls its opening aborted.
await open(page, start).catch((error) => { if (!error.message.includes("NS_BINDING_ABORTED")) throw error; });
await page.waitForSelector("#tim-nhanh");
seen.led = page.url();
for (const question of questions) {
  await open(page, `tim-kiem.html?q=${encodeURIComponent(question)}`);
  await page.waitForSelector('[data-search-results][data-search-state="done"] a');
  seen.found.push(await page.$$eval("[data-search-results] a", (links) => links.map((link) => link.textContent)));
}
const answer = () => [...document.querySelectorAll("[data-self-check] input[type=radio]")].find((input) => input.checkVisibility());
await open(page, standard);
await (await page.evaluateHandle(answer)).click();
await page.reload({ waitUntil: "load" });
seen.kept = await page.evaluate(`(${answer})().checked`);
await open(page, "kiem-tra-may.html");
await page.waitForSelector('[data-self-test][data-state="done"]');
seen.machine = await page.$eval("[data-self-test]", (box) => box.textContent);
await page.pdf({ format: "A4" });
await browser.close();
console.log(JSON.stringify(seen));
