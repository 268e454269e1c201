// Opens the addresses named on the standard input in Firefox, and writes the links that the search page shows as JSON.
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const { firefox, addresses } = JSON.parse(readFileSync(0, "utf-8"));
const browser = await puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true });
const page = await browser.newPage();
const shown = [];
for (const address of addresses) {
  await page.goto(address, { waitUntil: "load" });
  await page.waitForSelector("[data-search-results][data-search-state=done]");
  shown.push(await page.$$eval("[data-search-results] a", (links) => links.map((link) => link.href)));
}
await browser.close();
console.log(JSON.stringify(shown));
