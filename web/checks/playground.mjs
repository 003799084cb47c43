// Drives the playground in a real browser, as a reader would:
//
//   node checks/playground.mjs SERVER EMPTY_SERVER FOLDER
//
// SERVER has the sample, EMPTY_SERVER an empty catalogue. Runs the first example with the keyboard, types a query, opens every example
// from the menu and runs it, edits one and sets it back, opens a query of an address, and looks at a narrow window; in light and dark.
// Fails when anything was asked of another origin, when the Content-Security-Policy blocked something, or when the browser reported an
// error. Leaves pictures in FOLDER.
import { join } from "node:path";
import process from "node:process";
import { run, watch } from "./browser.mjs";

const [server, emptyServer, folder] = process.argv.slice(2);
if (!server || !emptyServer || !folder) {
  console.error("usage: node checks/playground.mjs SERVER EMPTY_SERVER FOLDER");
  process.exit(2);
}

const PATIENCE = 30_000;
const FIRST_EXAMPLE = "WhichFundersSupportWhichTopics";

function expect(found, wanted, about) {
  const [one, other] = [found, wanted].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`${about}: ${one} instead of ${other}`);
}

/** What the editor below `selector` shows, with the no-break spaces that it draws as plain ones. */
async function textOf(page, selector) {
  const lines = await page.locator(`${selector} .view-line`).allInnerTexts();
  return lines.join("\n").replaceAll("\u00a0", " ");
}

/** Waits until the editor below `selector` shows `text`. */
async function waitForText(page, selector, text) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const shown = await textOf(page, selector);
    if (shown.includes(text)) return;
    if (Date.now() > deadline) throw new Error(`no “${text}” in ${selector}, which shows: ${shown.slice(0, 500) || "nothing"}`);
    await page.waitForTimeout(100);
  }
}

/** Runs the operation that the editor shows, and returns its answer. */
async function answerOf(page) {
  const coming = page.waitForResponse((response) => response.url().endsWith("/graphql"));
  await page.keyboard.press("ControlOrMeta+Enter");
  const response = await coming;
  const { query, operationName } = response.request().postDataJSON();
  expect(operationName, query.match(/^query (\w+)/m)[1], "the operation that runs");
  return response.json();
}

async function open(browser, complaints, { url = server, path = "/playground", ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complain = await watch(page, url, complaints);
  page.on("response", (response) => {
    if (response.status() >= 400) complain(`${response.status()} for ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    // The browser gives up what it was fetching when it leaves the page.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") complain(`failed: ${request.url()} (${request.failure()?.errorText})`);
  });
  await visit(page, `${url}${path}`);
  return { context, page, complain, menu: page.locator(".examples") };
}

async function visit(page, address) {
  const introspected = page
    .waitForResponse((response) => response.request().postData()?.includes("IntrospectionQuery") ?? false)
    .then(
      (response) => response.ok(),
      () => false,
    );
  const answer = await page.goto(address);
  if (!answer?.ok()) throw new Error(`${address} answered ${answer?.status()}`);
  if (!answer.headers()["content-security-policy"]) throw new Error(`${address} comes without a Content-Security-Policy`);
  await page
    .locator(".graphiql-query-editor .monaco-editor")
    .waitFor()
    .catch(() => {
      throw new Error("the page shows no editor: was the program built without Node.js?");
    });
  if (!(await introspected)) throw new Error("the playground did not get the schema");
}

async function typed(browser, complaints) {
  for (const colorScheme of ["light", "dark"]) {
    const { context, page } = await open(browser, complaints, { colorScheme });
    // Ctrl-Enter runs the operation that the cursor is in.
    await waitForText(page, ".graphiql-query-editor", FIRST_EXAMPLE);
    await page.locator(".graphiql-query-editor .view-line", { hasText: FIRST_EXAMPLE }).click();
    await page.keyboard.press("ControlOrMeta+Enter");
    await waitForText(page, ".result-window", '"crosstab"');
    await page.screenshot({ path: join(folder, `playground-${colorScheme}.png`) });

    await page.locator(".graphiql-query-editor .monaco-editor .view-lines").click();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.press("Delete");
    // One line, as the editor closes brackets by itself at a line's end.
    await page.keyboard.insertText('{ organization(name: "mental health america") { name } }');
    // GraphiQL takes notice of a changed document a moment after the last key, and keeps it in the local storage then.
    await page.waitForFunction((old) => {
      const known = localStorage.getItem("graphiql:query");
      return known && !known.includes(old);
    }, FIRST_EXAMPLE);
    await page.keyboard.press("ControlOrMeta+Enter");
    await waitForText(page, ".result-window", "Mental Health America");
    await context.close();
  }
}

/** Every example answers: with something from the sample, and without errors from an empty catalogue. */
async function examples(browser, complaints) {
  for (const url of [server, emptyServer]) {
    const { context, page, menu } = await open(browser, complaints, { url });
    const questions = await menu.locator("li > button:first-child").allTextContents();
    if (questions.length < 20) throw new Error(`the menu has ${questions.length} questions`);
    for (const question of questions) {
      if (!/^[A-Z][^#?]+\?$/.test(question)) throw new Error(`no question: ${question}`);
      await menu.getByRole("button", { name: question, exact: true }).click();
      await menu.locator('[aria-current="true"]', { hasText: question }).waitFor();
      const { data, errors } = await answerOf(page);
      if (errors || !data) throw new Error(`${question} ${JSON.stringify(errors)}`);
      const isSomething = Object.values(data).every((value) => value !== null && value.totalCount !== 0);
      if (url === server && !isSomething) throw new Error(`${question} finds nothing: ${JSON.stringify(data).slice(0, 300)}`);
    }
    const tabs = await page.getByRole("tab").allTextContents();
    expect(new Set(tabs).size, questions.length, "tabs of their own");
    expect(await menu.locator(".set-back").count(), 0, "examples that nobody edited");
    await context.close();
  }
}

/** The names in examples come from the catalogue; an edited example is kept, and can be set back. */
async function edited(browser, complaints) {
  const { context, page, menu } = await open(browser, complaints);
  const topic = menu.getByRole("button", { name: "Who funds a topic?", exact: true });
  const setBack = menu.getByRole("button", { name: "Set back: Who funds a topic?" });
  await topic.click();
  await waitForText(page, ".graphiql-editor-tool", '"topic": "Peer support specialists"');
  await page.locator(".graphiql-query-editor .view-line", { hasText: "Who funds a topic?" }).click();
  await page.keyboard.press("Home");
  await page.keyboard.insertText("# mine ");
  await setBack.waitFor();
  // A closed tab and a new visit keep it. GraphiQL stores its tabs half a second after a change.
  await page.waitForFunction(() => localStorage.getItem("graphiql:tabState")?.includes("# mine"));
  await page
    .getByRole("button", { name: /^Close/ })
    .last()
    .click();
  await page.waitForFunction(() => JSON.parse(localStorage.getItem("graphiql:tabState") ?? "{}").tabs?.length === 1);
  await visit(page, `${server}/playground/`);
  await setBack.waitFor();
  await topic.click();
  await waitForText(page, ".graphiql-query-editor", "# mine # Who funds a topic?");
  await setBack.click();
  await setBack.waitFor({ state: "detached" });
  const text = await textOf(page, ".graphiql-query-editor");
  if (text.includes("# mine")) throw new Error(`the example is not set back: ${text.slice(0, 200)}`);
  await context.close();
}

/** `?query=…&variables=…` opens in a tab of its own, beside those that are there. */
async function linked(browser, complaints) {
  const query = "query Linked($topic: String!) {\n  keyword(label: $topic) {\n    label\n  }\n}";
  const path = `/playground/?query=${encodeURIComponent(query)}&variables=${encodeURIComponent('{"topic":"lived experience"}')}`;
  const { context, page } = await open(browser, complaints, { path });
  expect(await page.getByRole("tab").allTextContents(), ["Linked"], "tabs of a first visit");
  expect(new URL(page.url()).search, "", "the address after that");
  await page.locator(".graphiql-query-editor .view-line").first().click();
  expect((await answerOf(page)).data, { keyword: { label: "lived experience" } }, "the answer");
  await visit(page, `${server}/playground?query=%7B%20__typename%20%7D`);
  expect((await page.getByRole("tab").allTextContents()).length, 2, "tabs after another address");
  await waitForText(page, ".graphiql-query-editor", "{ __typename }");
  await context.close();
}

/** In a narrow window, one part lies below the other, and nothing is cut off at the side. */
async function narrow(browser, complaints) {
  const { context, page, complain, menu } = await open(browser, complaints, { viewport: { width: 390, height: 844 } });
  await menu.waitFor();
  const parts = [".graphiql-sidebar", ".graphiql-plugin", ".graphiql-editors", ".graphiql-response"];
  let end = 0;
  for (const part of parts) {
    const { x, y, width, height } = await page.locator(part).boundingBox();
    if (y < end - 1) complain(`${part} begins at ${y}, above the end of the part before it, ${end}`);
    if (x < 0 || x + width > 390) complain(`${part} reaches from ${x} to ${x + width}`);
    if (part !== ".graphiql-sidebar" && height < 200) complain(`${part} is ${height} px high`);
    end = y + height;
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) complain(`${overflow} px wider than its window`);
  await menu.getByRole("button", { name: "Who funds most?", exact: true }).click();
  const { data } = await answerOf(page);
  if (!data?.organizations?.totalCount) complain("the example does not answer");
  await page.screenshot({ path: join(folder, "playground-narrow.png"), fullPage: true });
  await context.close();
}

await run("The playground is", async (browser, complaints) => {
  for (const check of [typed, examples, edited, linked, narrow]) {
    await check(browser, complaints).catch((error) => complaints.push(`${check.name}: ${error.message.split("\nCall log")[0]}`));
  }
  return "The playground works: examples, edited ones, typed and linked queries, narrow windows; nothing from elsewhere, no errors.";
});
