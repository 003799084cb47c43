// Visits the pages in a real browser, as readers would, behind a proxy that strips a path:
//
//   node tests/pages.mjs SERVER PUBLIC_URL FOLDER
//
// SERVER is where Colophon listens; PUBLIC_URL is its --public-url, with a path: a proxy at that address is started here, and passes on
// what lies below the path, without the path. One page of each kind, and all pages of the hostile records, are looked at in light and
// dark, wide and narrow, without JavaScript too. Fails when axe-core finds a fault, when a page is wider than its window, when a policy
// blocked something, a script ran, another origin was asked, or the keyboard does not reach the content. Leaves pictures in FOLDER.
// CHROMIUM names the browser (default /usr/bin/chromium).
import { readFileSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { chromium } from "playwright-core";

const [server, publicUrl, folder] = process.argv.slice(2);
if (!server || !publicUrl || !folder) {
  console.error("usage: node tests/pages.mjs SERVER PUBLIC_URL FOLDER");
  process.exit(2);
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const base = new URL(publicUrl);
const prefix = base.pathname.replace(/\/$/, "");
const FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** A proxy that strips the path. What does not lie below it is not there. */
function proxy() {
  const outside = [];
  const listening = createServer((request, response) => {
    if (!request.url.startsWith(`${prefix}/`)) {
      outside.push(request.url);
      response.writeHead(404).end();
      return;
    }
    const { hostname, port } = new URL(server);
    const path = request.url.slice(prefix.length);
    const headers = { ...request.headers, host: "inside.example" };
    // A connection for each request: a request on one that the server is just closing is lost.
    const passed = ask({ hostname, port, path, method: request.method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", (error) => response.writeHead(502).end(`The server does not answer: ${error.message}`));
    request.pipe(passed);
  });
  return new Promise((resolve) => listening.listen(Number(base.port), base.hostname, () => resolve({ listening, outside })));
}

/** Lists into `complaints` all that must not happen in `page`. */
async function watch(page, complaints) {
  const complain = (text) => complaints.push(`${page.url().replace(publicUrl, "")}: ${text}`);
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && protocol !== "blob:" && origin !== base.origin) complain(`request to another origin: ${request.url()}`);
  });
  page.on("pageerror", (error) => complain(`error in the page: ${error.message}`));
  page.on("dialog", (dialog) => {
    complain(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("console", (message) => {
    // The browser tells of each page that is not there.
    if (message.type() === "error" && !page.url().endsWith("/nothing")) complain(`error on the console: ${message.text()}`);
  });
  await page.exposeFunction("reportViolation", (text) => complain(`Content-Security-Policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      window.reportViolation(`${event.effectiveDirective} blocked ${event.blockedURI || "inline"}`);
    });
  });
  return complain;
}

/** One address of each kind, and every address of a hostile record: what a reader finds by following links. */
async function addresses(page) {
  const found = new Map();
  const left = [""];
  const kinds = (path) => path.replace(/^\/(\w+)\/[^?]+/, "/$1/…").replace(/=[^&]*/g, "=…");
  const seen = new Set(left);
  while (left.length > 0) {
    const path = left.shift();
    const kind = /hostile|script|www/.test(path) ? path : kinds(path);
    if (found.has(kind)) continue;
    const answer = await page.goto(`${publicUrl}${path || "/"}`);
    if (answer.status() !== 200) throw new Error(`${path} answered ${answer.status()}`);
    found.set(kind, path);
    const links = await page.$$eval("a[href]", (links) => links.map((link) => new URL(link.getAttribute("href"), document.baseURI).href));
    for (const link of links) {
      if (!link.startsWith(publicUrl)) continue;
      const { pathname, search } = new URL(link);
      const next = pathname.slice(prefix.length) + search;
      const isPage = !/playground|graphql|sitemap|\/export\/|\.json|\.linkset|after=/.test(next);
      if (isPage && !seen.has(next) && (!next.includes("lang=") || kinds(next) === "/?lang=…")) {
        seen.add(next);
        left.push(next);
      }
    }
  }
  return [...found.values(), "/resources?q=crisis", "/resources?q=nothing-has-this", "/resources/nothing", "/?lang=de"];
}

/** Looks at a page. */
async function look(page, complain, path, name) {
  await page.goto(`${publicUrl}${path || "/"}`);
  const { overflow, hostile } = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    hostile: window.hostile,
  }));
  if (overflow > 0) complain(`${name}: ${overflow} px wider than its window`);
  if (hostile) complain(`${name}: a script of the catalogue ran`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => window.axe.run({ runOnly: { type: "tag", values: tags } }), RULES);
  for (const { id, help, nodes } of violations) complain(`${name}: ${id} (${help}): ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ")}`);
}

/** The first key leads to a link that skips what all pages share. */
async function keyboard(page, complain) {
  await page.goto(`${publicUrl}/`);
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement?.className);
  if (first !== "skip") complain(`the first key leads to ${first}`);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inside = await page.evaluate(() => document.querySelector("main").contains(document.activeElement));
  if (!inside) complain("behind the skip link, the keyboard is not in the content");
}

const { listening, outside } = await proxy();
let browser;
try {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  const complaints = [];
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const paths = await addresses(await plain.newPage());
  if (paths.length < 20) throw new Error(`only ${paths.length} pages were found`);
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 320]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 860 }, locale: "en" });
      const page = await context.newPage();
      const complain = await watch(page, complaints);
      for (const path of paths) await look(page, complain, path, `${colorScheme} ${width}`);
      if (width === 1280) await keyboard(page, complain);
      await context.close();
    }
  }
  for (const [name, colorScheme, width] of [["light", "light", 1280], ["dark", "dark", 1280], ["narrow", "light", 390]]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, locale: "en" });
    const page = await context.newPage();
    for (const path of paths.filter((path) => path.length < 70)) {
      await page.goto(`${publicUrl}${path || "/"}`);
      await page.screenshot({ path: join(folder, `${path.replaceAll(/\W+/g, "-") || "-front"}-${name}.png`), fullPage: true });
    }
    await context.close();
  }
  // Links that a page should not have reach the proxy beside its path.
  complaints.push(...outside.filter((path) => path !== "/favicon.ico").map((path) => `outside the path of the server: ${path}`));
  if (complaints.length > 0) throw new Error([...new Set(complaints)].join("\n  "));
  console.log(`${paths.length} pages are accessible, fit their windows, and run no script.`);
} catch (error) {
  console.error(`The pages are not right:\n  ${error.message.split("\nCall log")[0]}`);
  process.exitCode = 1;
} finally {
  await browser?.close();
  listening.close();
  listening.closeAllConnections();
}
