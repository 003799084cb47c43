// What the programs that drive a browser share.
import { readFileSync } from "node:fs";
import { request as ask, createServer } from "node:http";
import { createRequire } from "node:module";
import process from "node:process";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** CHROMIUM names the browser (default /usr/bin/chromium). */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
}

/** A proxy at `publicUrl` that strips the path and passes on to `server`. What does not lie below the path is not there. */
export function proxy(server, publicUrl) {
  const base = new URL(publicUrl);
  const prefix = base.pathname.replace(/\/$/, "");
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
  return new Promise((resolve) => listening.listen(Number(base.port), base.hostname, () => resolve({ listening, outside, prefix })));
}

/** Lists into `complaints` all that must not happen in `page`: errors, requests to other origins, what a policy blocked. */
export async function watch(page, publicUrl, complaints) {
  const { origin } = new URL(publicUrl);
  const complain = (text) => complaints.push(`${page.url().replace(publicUrl, "")}: ${text}`);
  page.on("request", (request) => {
    const asked = new URL(request.url());
    if (asked.protocol !== "data:" && asked.protocol !== "blob:" && asked.origin !== origin) {
      complain(`request to another origin: ${request.url()}`);
    }
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

/** Complains when the page as it stands is wider than its window, or axe-core finds a fault. */
export async function judge(page, complain, name) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) complain(`${name}: ${overflow} px wider than its window`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => window.axe.run({ runOnly: { type: "tag", values: tags } }), RULES);
  for (const { id, help, nodes } of violations) {
    const places = nodes.slice(0, 3).map((node) => node.html.slice(0, 200));
    complain(`${name}: ${id} (${help}): ${places.join(" | ")}`);
  }
}

/** Runs a check with a browser. Fails with what it complains about. */
export async function run(title, check) {
  let browser;
  try {
    browser = await launch();
    const complaints = [];
    const passed = await check(browser, complaints);
    if (complaints.length > 0) throw new Error([...new Set(complaints)].join("\n  "));
    console.log(passed);
  } catch (error) {
    console.error(`${title} not right:\n  ${error.message.split("\nCall log")[0]}`);
    process.exitCode = 1;
  } finally {
    await browser?.close();
  }
}
