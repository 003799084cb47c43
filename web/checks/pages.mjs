// Visits the pages in a real browser, as readers would, behind a proxy that strips a path:
//
//   node checks/pages.mjs SERVER PUBLIC_URL FOLDER
//
// SERVER is where Colophon listens; PUBLIC_URL is its --public-url, with a path: a proxy at that address is started here, and passes on
// what lies below the path, without the path. One page of each kind, and all pages of the hostile records, are looked at in light and
// dark, wide and narrow, without JavaScript too. Fails when axe-core finds a fault, when a page is wider than its window, when a policy
// blocked something, a script of a record ran, another origin was asked, or the keyboard does not reach the content. Leaves pictures in FOLDER.
// CHROMIUM names the browser (default /usr/bin/chromium).
import { join } from "node:path";
import process from "node:process";
import { judge, proxy, run, watch } from "./browser.mjs";

const [server, publicUrl, folder] = process.argv.slice(2);
if (!server || !publicUrl || !folder) {
  console.error("usage: node checks/pages.mjs SERVER PUBLIC_URL FOLDER");
  process.exit(2);
}
const prefix = new URL(publicUrl).pathname.replace(/\/$/, "");

/** Pages that narrow and count have very many states. Each state leads to others, which are not followed. */
const isState = (path) => /^\/(explore|crosstab|network|compare)\?/.test(path);
/** States that links of other pages do not lead to. */
const STATES = [
  "/explore?q=crisis",
  "/explore?q=nothing-has-this",
  "/explore?funder=bureau-of-justice-assistance,-&keyword!=peers",
  "/explore?keyword=peers&keyword=crisis&open=keyword&by=label",
  "/crosstab?rows=keyword&columns=year&show=shares",
  "/compare?with=bureau-of-justice-assistance,national-institute-of-mental-health",
  "/compare?add=nobody",
  "/network?of=keyword",
];

/** One address of each kind, and every address of a hostile record: what a reader finds by following links. */
async function addresses(page) {
  const found = new Map();
  const left = [""];
  const kinds = (path) => {
    // Of the states, one of each page, and of each way to look at it.
    if (isState(path)) return [path.split("?")[0], ...path.matchAll(/[?&](view|open|of)=\w+/g)].join();
    return path.replace(/^\/(\w+)\/[^?]+/, "/$1/…").replace(/=[^&]*/g, "=…");
  };
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
      if (isState(path) && isState(next)) continue;
      const isPage = !/playground|graphql|sitemap|\/export\/|\.json|\.linkset|after=/.test(next);
      if (isPage && !seen.has(next) && (!next.includes("lang=") || kinds(next) === "/?lang=…")) {
        seen.add(next);
        left.push(next);
      }
    }
  }
  return [...found.values(), ...STATES, "/resources/nothing", "/?lang=de"];
}

/** Looks at a page. */
async function look(page, complain, path, name) {
  await page.goto(`${publicUrl}${path || "/"}`);
  if (await page.evaluate(() => window.hostile)) complain(`${name}: a script of the catalogue ran`);
  await judge(page, complain, name);
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

const { listening, outside } = await proxy(server, publicUrl);
await run("The pages are", async (browser, complaints) => {
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const paths = await addresses(await plain.newPage());
  if (paths.length < 20) throw new Error(`only ${paths.length} pages were found`);
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 320]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 860 }, locale: "en" });
      const page = await context.newPage();
      const complain = await watch(page, publicUrl, complaints);
      for (const path of paths) await look(page, complain, path, `${colorScheme} ${width}`);
      if (width === 1280) await keyboard(page, complain);
      await context.close();
    }
  }
  const pictures = [
    ["light", "light", 1280],
    ["dark", "dark", 1280],
    ["narrow", "light", 390],
  ];
  for (const [name, colorScheme, width] of pictures) {
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
  return `${paths.length} pages are accessible, fit their windows, and run no script but their own.`;
});
listening.close();
listening.closeAllConnections();
