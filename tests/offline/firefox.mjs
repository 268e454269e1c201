// Opens the pages named on the standard input in Firefox, asks the search, and writes what was seen as JSON.
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const { firefox, folder, pages, questions } = JSON.parse(readFileSync(0, "utf-8"));
// A proxy that is not there: whatever a page asked of another machine would fail and be noted.
const extraPrefsFirefox = { "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9 };
const browser = await puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true, extraPrefsFirefox });
const page = await browser.newPage();
const seen = { faults: [], found: [], opened: 0, machine: "" };
const address = (path) => `${pathToFileURL(folder).href}/${path}`;
page.on("console", (said) => { if (["error", "warn"].includes(said.type())) seen.faults.push(`${page.url()}: ${said.text()}`); });
page.on("pageerror", (error) => seen.faults.push(`${page.url()}: ${error.message}`));
page.on("request", (request) => { if (!request.url().startsWith(pathToFileURL(folder).href) && !request.url().startsWith("data:")) seen.faults.push(request.url()); });
page.on("requestfailed", (request) => { if (!/abort/i.test(request.failure()?.errorText ?? "")) seen.faults.push(`failed: ${request.url()}`); });
for (const path of pages) {
  await page.goto(address(path), { waitUntil: "load" });
  if (await page.$$eval("h1", (all) => all.length) === 1) seen.opened += 1;
}
for (const question of questions) {
  await page.goto(address(`tim-kiem.html?q=${encodeURIComponent(question)}`), { waitUntil: "load" });
  await page.waitForSelector('[data-search-results][data-search-state="done"] a');
  seen.found.push(await page.$$eval("[data-search-results] a", (links) => links.map((link) => link.textContent)));
}
await page.goto(address("kiem-tra-may.html"), { waitUntil: "load" });
await page.waitForSelector('[data-self-test][data-state="done"]');
seen.machine = await page.$eval("[data-self-test]", (box) => box.textContent);
await page.pdf({ format: "A4" });
await browser.close();
console.log(JSON.stringify(seen));
