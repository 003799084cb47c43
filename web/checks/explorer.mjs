// Drives the type-ahead of pages in a real browser, as readers would, behind a proxy that strips a path:
//
//   node checks/explorer.mjs SERVER PUBLIC_URL FOLDER
//
// SERVER is where Colophon listens, with the sample; PUBLIC_URL is its --public-url, with a path: a proxy at that address is started here.
// Walks with the keyboard and the mouse, counts requests, lets them fail, looks at the open list in light, dark and forced colors, wide
// and narrow, with reduced motion, and at the page without JavaScript. Leaves pictures in FOLDER.
import { join } from "node:path";
import process from "node:process";
import { judge, proxy, run, watch } from "./browser.mjs";

const [server, publicUrl, folder] = process.argv.slice(2);
if (!server || !publicUrl || !folder) {
  console.error("usage: node checks/explorer.mjs SERVER PUBLIC_URL FOLDER");
  process.exit(2);
}

const PATIENCE = 10_000;

function expect(found, wanted, about) {
  const [one, other] = [found, wanted].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`${about}: ${one} instead of ${other}`);
}

async function until(holds) {
  for (const end = Date.now() + PATIENCE; !holds(); ) {
    if (Date.now() > end) throw new Error(`never ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Opens a page, and returns it with the parts of its type-ahead. */
async function open(browser, complaints, { path = "/collections", change = (html) => html, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: "en", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complain = await watch(page, publicUrl, complaints);
  await page.route(`${publicUrl}${path}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.text()) });
  });
  await page.goto(`${publicUrl}${path}`);
  const field = page.locator("#find[role=combobox]");
  await field.waitFor();
  const lines = page.locator("[role=option]");
  const type = async (text) => {
    await field.click();
    await field.fill("");
    await page.keyboard.type(text);
    await lines.first().waitFor();
  };
  return {
    context,
    page,
    complain,
    field,
    lines,
    list: page.locator("[role=listbox]"),
    status: page.locator(".suggest [role=status]"),
    type,
  };
}

/** Returns the text of the option that the keyboard stands on; null when it stands on the field. */
async function active(page, field) {
  const id = await field.getAttribute("aria-activedescendant");
  expect(await page.locator('[role=option][aria-selected="true"]').count(), id ? 1 : 0, "selected options");
  return id ? page.locator(`[id="${id}"][aria-selected="true"] bdi`).first().textContent() : null;
}

async function keyboard(browser, complaints) {
  const { context, page, field, lines, list, status, type } = await open(browser, complaints);
  const [isOpen, controls] = [() => field.getAttribute("aria-expanded"), () => field.getAttribute("aria-controls")];
  expect([await isOpen(), await controls(), await list.count()], ["false", null, 0], "before a key");
  await type("crisis");
  const texts = await lines.locator("bdi:first-child").allInnerTexts();
  if (texts.length < 2) throw new Error(`${texts.length} suggestions for “crisis”`);
  expect(await status.textContent(), `${texts.length} suggestions`, "what is told");
  expect([await isOpen(), await controls()], ["true", await list.getAttribute("id")], "with a list");
  expect(await active(page, field), null, "active at first");
  const walk = [
    ["ArrowDown", texts[0]],
    ["ArrowUp", null],
    ["ArrowUp", texts.at(-1)],
    ["ArrowDown", null],
    ["ArrowDown", texts[0]],
    ["ArrowLeft", null],
  ];
  for (const [key, text] of walk) {
    await page.keyboard.press(key);
    expect(await active(page, field), text, key);
  }
  await page.keyboard.press("Escape");
  expect([await isOpen(), await list.count(), await field.inputValue()], ["false", 0, "crisis"], "Escape");
  await page.keyboard.press("ArrowDown");
  expect([await isOpen(), await active(page, field)], ["true", texts[0]], "an arrow opens it again");
  await page.keyboard.press("Tab");
  expect([await isOpen(), await list.count()], ["false", 0], "when the focus has left");

  // Enter leads to what the keyboard stands on.
  await type("crisis");
  const keyword = page.locator('[role=option][aria-selected="true"]', { hasText: "Keyword" });
  for (let at = 0; at < texts.length && (await keyword.count()) === 0; at++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${publicUrl}/keywords/*`);

  // Enter in the field sends the form, as it does without a list.
  await page.goto(`${publicUrl}/collections`);
  await type("crisis");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${publicUrl}/explore?q=crisis`);
  await context.close();
}

/** Words and addresses have the language of the page. */
async function mouse(browser, complaints) {
  const { context, page, lines, status, type } = await open(browser, complaints, { path: "/collections?lang=de" });
  await type("mental health amer");
  const option = lines.filter({ hasText: "Mental Health America" });
  expect(await option.locator("span").textContent(), "Organisation", "the words of the page");
  expect(await status.textContent(), "1 Vorschlag", "what is told");
  const { height } = await option.boundingBox();
  if (height < 24) throw new Error(`an option is ${height} px high`);
  await option.click();
  await page.waitForURL(`${publicUrl}/organizations/mental-health-america?lang=de`);
  // What is found by another name tells that name.
  await type("SAMHSA");
  expect(
    await lines.first().locator("bdi").allInnerTexts(),
    ["Substance Abuse and Mental Health Services Administration", "SAMHSA"],
    "names",
  );
  await context.close();
}

/** In a list that has conditions, a suggestion adds one. */
async function conditions(browser, complaints) {
  const here = `${new URL(publicUrl).pathname}/explore?q=peer&year=2014..2021&funder!=a%2Fb&after=xyz&sort=title`;
  const kept = `${new URL(publicUrl).pathname}/explore?year=2014..2021&funder!=a%2Fb&sort=title`;
  const change = (html) =>
    html.replace('data-suggest="page"', `data-suggest="condition" data-suggest-here="${here.replaceAll("&", "&amp;")}"`);
  const { context, page, lines, type } = await open(browser, complaints, { path: "/collections?lang=es", change });
  const found = async (text) => {
    await type(text);
    return lines.evaluateAll((lines) => lines.map((line) => [line.querySelector("span").textContent, line.getAttribute("href")]));
  };
  expect(
    await found("SAMHSA"),
    [["Financiado por 2", `${kept}&funder=substance-abuse-and-mental-health-services-administration&lang=es`]],
    "a funder",
  );
  expect((await found("lived exp")).at(0), ["Palabra clave 2", `${kept}&keyword=lived-experience&lang=es`], "a keyword");
  expect((await found("council of state")).at(0)?.at(0), "Hecho por 3", "a maker");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/explore?year=2014..2021&funder!=a%2Fb&sort=title&maker=*&lang=es");
  await context.close();
}

async function requests(browser, complaints) {
  const { context, page, field, lines } = await open(browser, complaints);
  // From here on, time stands still in the page but for what the test lets pass.
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(60_000);
  const asked = [];
  const ended = [];
  const textOf = (request) => JSON.parse(new URL(request.url()).searchParams.get("variables")).text;
  page.on("requestfailed", (request) => ended.push(textOf(request)));
  let answer = () => {};
  await page.route("**/graphql?**", async (route) => {
    asked.push(textOf(route.request()));
    await new Promise((resolve) => {
      answer = resolve;
    });
    // The page may have ended the request.
    await route.continue().catch(() => {});
  });
  const sent = (count) => until(() => asked.length === count);
  await field.click();
  for (const key of "cris") {
    await page.keyboard.type(key);
    await page.clock.runFor(149);
  }
  expect(asked, [], "requests before the pause");
  await page.clock.runFor(1);
  await sent(1);
  // The next request ends the one before it.
  await page.keyboard.type("is");
  await page.clock.runFor(150);
  await sent(2);
  expect([asked, ended], [["cris", "crisis"], ["cris"]], "requests, and those that the page has ended");
  answer();
  await lines.first().waitFor();
  // Escape ends what is waiting, and what is asked for at that moment.
  await page.keyboard.type(" int");
  await page.keyboard.press("Escape");
  await page.clock.runFor(1000);
  expect([asked.length, await lines.count()], [2, 0], "requests after Escape");
  await page.keyboard.type("e");
  await page.clock.runFor(150);
  await sent(3);
  await page.keyboard.press("Escape");
  await until(() => ended.length === 2);
  expect([ended.at(-1), await lines.count()], ["crisis inte", 0], "what Escape has ended");
  await context.close();
}

/** What fails shows nothing, and the next key asks again. */
async function failures(browser) {
  // Browsers tell of each failed request on the console: nobody listens to this one.
  const { context, page, field, lines, list, status, type } = await open(browser, []);
  const faults = [
    (route) => route.abort(),
    (route) => route.fulfill({ status: 500, body: "<h1>no</h1>" }),
    (route) => route.fulfill({ status: 429, json: { errors: [{ message: "too much" }] } }),
  ];
  for (const fault of faults) {
    let faults = 0;
    await page.route("**/graphql?**", async (route) => {
      await fault(route);
      faults += 1;
    });
    await field.fill("crisi");
    await until(() => faults === 1);
    await list.waitFor({ state: "detached" });
    expect([await lines.count(), await status.textContent(), await field.inputValue()], [0, "", "crisi"], "after a fault");
    await page.unroute("**/graphql?**");
    await type("crisis");
  }
  await context.close();
}

/** The open list is accessible and fits its window, whatever the reader prefers. */
async function looks(browser, complaints) {
  const views = [
    { colorScheme: "light", width: 1280 },
    { colorScheme: "dark", width: 1280, reducedMotion: "reduce" },
    { colorScheme: "light", width: 320 },
    { colorScheme: "dark", width: 320 },
    { colorScheme: "dark", width: 1280, forcedColors: "active" },
  ];
  for (const { width, ...view } of views) {
    const name = [view.colorScheme, width, view.forcedColors ? "forced" : ""].filter(Boolean).join("-");
    const { context, page, complain, lines, list, type } = await open(browser, complaints, { ...view, viewport: { width, height: 640 } });
    await type("crisis");
    await page.keyboard.press("ArrowDown");
    // The rule of contrasts knows no forced colors.
    if (!view.forcedColors) await judge(page, complain, name);
    const { x, width: wide } = await list.boundingBox();
    if (x < 0 || x + wide > width) complain(`${name}: the list reaches from ${x} to ${x + wide}`);
    const marked = await lines.first().evaluate((line) => {
      const { outlineStyle, borderInlineStartColor, backgroundColor } = getComputedStyle(line);
      return { outlineStyle, borderInlineStartColor, backgroundColor, moves: line.getAnimations({ subtree: true }).length };
    });
    if (view.forcedColors && marked.outlineStyle === "none") complain(`${name}: the chosen option has no outline`);
    if (view.reducedMotion && marked.moves > 0) complain(`${name}: the list moves`);
    await page.screenshot({ path: join(folder, `suggest-${name}.png`) });
    await context.close();
  }
}

async function withoutScript(browser) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${publicUrl}/collections`);
  await page.getByRole("banner").getByRole("searchbox").fill("crisis");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${publicUrl}/explore?q=crisis`);
  await context.close();
}

const { listening, outside } = await proxy(server, publicUrl);
await run("The type-ahead is", async (browser, complaints) => {
  for (const check of [keyboard, mouse, conditions, requests, failures, looks, withoutScript]) {
    await check(browser, complaints).catch((error) => complaints.push(`${check.name}: ${error.message.split("\nCall log")[0]}`));
  }
  complaints.push(...outside.filter((path) => path !== "/favicon.ico").map((path) => `outside the path of the server: ${path}`));
  return "The type-ahead works with keyboard and mouse, asks once at a time, is silent about failures, and is not needed.";
});
listening.close();
listening.closeAllConnections();
