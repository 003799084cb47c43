// Drives the playground in a real browser, as a reader would:
//
//   node checks/playground.mjs URL SCREENSHOT_PREFIX [QUERY EXPECTED_TEXT]
//
// opens URL/playground and runs the first of the examples with the keyboard, then types the query (without comments) into the cleared
// editor, runs it and waits for the expected text in the answer. Fails when anything was asked of another origin, when the
// Content-Security-Policy blocked something, or when the browser reported an error. Leaves PREFIX-light.png and PREFIX-dark.png.
// CHROMIUM names the browser (default /usr/bin/chromium).
import process from "node:process";
import { chromium } from "playwright-core";

const [url, prefix, query = "{ __typename }", expected = "Query"] = process.argv.slice(2);
if (!url || !prefix) {
  console.error("usage: node checks/playground.mjs URL SCREENSHOT_PREFIX [QUERY EXPECTED_TEXT]");
  process.exit(2);
}

const origin = new URL(url).origin;
const page_url = new URL("/playground", origin).href;
const PATIENCE = 30_000;
const FIRST_EXAMPLE = "WhichFundersSupportWhichTopics";
const FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Lists into `complaints` all that must not happen in `page`. */
async function watch(page, complaints) {
  page.on("request", (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (protocol !== "data:" && protocol !== "blob:" && asked !== origin) complaints.push(`request to another origin: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    // The browser gives up what it was fetching when it leaves the page.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") complaints.push(`failed: ${request.url()} (${request.failure()?.errorText})`);
  });
  page.on("pageerror", (error) => complaints.push(`error in the page: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`error on the console: ${message.text()}`);
  });
  await page.exposeFunction("reportViolation", (text) => complaints.push(`Content-Security-Policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      window.reportViolation(`${event.effectiveDirective} blocked ${event.blockedURI || "inline"}`);
    });
  });
}

/** What the editor below `selector` shows, with the no-break spaces that it draws as plain ones. */
async function textOf(page, selector) {
  const lines = await page.locator(`${selector} .view-line`).allInnerTexts();
  return lines.join("\n").replaceAll("\u00a0", " ");
}

/** Waits until the answer contains `text`. */
async function waitForAnswer(page, text) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const answer = await textOf(page, ".result-window");
    if (answer.includes(text)) return;
    if (Date.now() > deadline) throw new Error(`no answer with “${text}”; the answer window shows: ${answer.slice(0, 500) || "nothing"}`);
    await page.waitForTimeout(100);
  }
}

async function visit(browser, colorScheme) {
  const complaints = [];
  const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await watch(page, complaints);
  const introspected = page
    .waitForResponse((response) => response.request().postData()?.includes("IntrospectionQuery") ?? false)
    .then(
      (response) => response.ok(),
      () => false,
    );
  const answer = await page.goto(page_url);
  if (!answer?.ok()) throw new Error(`${page_url} answered ${answer?.status()}`);
  if (!answer.headers()["content-security-policy"]) throw new Error(`${page_url} comes without a Content-Security-Policy`);
  const editor = page.locator(".graphiql-query-editor .monaco-editor");
  await editor.waitFor().catch(() => {
    throw new Error("the page shows no editor: was the program built without Node.js?");
  });
  if (!(await introspected)) throw new Error("the playground did not get the schema");
  if (!(await textOf(page, ".graphiql-query-editor")).includes(FIRST_EXAMPLE)) throw new Error("the first tab does not show the examples");

  // Ctrl-Enter runs the operation that the cursor is in.
  await page.locator(".graphiql-query-editor .view-line", { hasText: FIRST_EXAMPLE }).click();
  await page.keyboard.press("ControlOrMeta+Enter");
  await waitForAnswer(page, '"crosstab"');
  await page.screenshot({ path: `${prefix}-${colorScheme}.png` });

  await editor.locator(".view-lines").click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  // One line, as the editor closes brackets by itself at a line's end.
  await page.keyboard.insertText(query.replaceAll(/\s*\n\s*/g, " "));
  // GraphiQL takes notice of a changed document a moment after the last key, and keeps it in the local storage then.
  await page.waitForFunction((old) => {
    const known = localStorage.getItem("graphiql:query");
    return known && !known.includes(old);
  }, FIRST_EXAMPLE);
  await page.keyboard.press("ControlOrMeta+Enter");
  await waitForAnswer(page, expected);
  await context.close();
  return complaints.map((complaint) => `${colorScheme}: ${complaint}`);
}

let browser;
try {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  const complaints = [];
  for (const scheme of ["light", "dark"]) complaints.push(...(await visit(browser, scheme)));
  if (complaints.length > 0) throw new Error([...new Set(complaints)].join("\n  "));
  console.log("The playground works: examples, typed query, light and dark; nothing from elsewhere, nothing blocked, no errors.");
} catch (error) {
  console.error(`The playground does not work:\n  ${error.message.split("\nCall log")[0]}`);
  process.exitCode = 1;
} finally {
  await browser?.close();
}
