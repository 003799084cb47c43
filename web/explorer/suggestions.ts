import type { SuggestQuery } from "../ui/answers.ts";

/** The words of the type-ahead in the language of the page. */
export type Words = Readonly<Record<string, string>>;

/** The settings of a field: what its `data-suggest…` attributes say. */
export interface Settings {
  /** `page`: a suggestion leads to the page of the thing. `condition`: it adds a condition to the present address. */
  mode: "page" | "condition";
  /** The path in front of all addresses; empty at the root. */
  root: string;
  /** The address that conditions are added to. */
  here: string;
  /** The names of the kinds to suggest; all kinds when it is empty. */
  kinds: readonly string[];
  words: Words;
  /** The language that the address of the page names. */
  language: string | null;
}

/** One line of the list. */
export interface Option {
  text: string;
  /** The spelling by which it was found, when that is another one. */
  found: string | null;
  /** Its kind, or the condition that it adds. */
  hint: string;
  /** The number of resources that the condition leads to. */
  count: number | null;
  href: string;
}

type Suggestion = NonNullable<SuggestQuery["suggest"]>[number];

const NOUNS: Readonly<Record<string, string>> = {
  RESOURCE: "resources",
  ORGANIZATION: "organizations",
  PERSON: "persons",
  KEYWORD: "keywords",
  COLLECTION: "collections",
};
/** The parameters of the present address that a new condition ends: the place in the list, and the words that were typed. */
const DROPPED = ["after", "before", "page", "q"];

/** Reads the settings of a field. Returns null when its words cannot be read: the field stays as it is. */
export function settingsOf(field: HTMLElement, address: URL): Settings | null {
  const { suggest, suggestRoot = "", suggestHere = "", suggestKinds = "", suggestWords = "" } = field.dataset;
  try {
    return {
      mode: suggest === "condition" ? "condition" : "page",
      root: suggestRoot,
      here: suggestHere,
      kinds: suggestKinds.split(",").filter((kind) => kind !== ""),
      words: JSON.parse(suggestWords),
      language: address.searchParams.get("lang"),
    };
  } catch {
    return null;
  }
}

/** Returns the lines for some suggestions, in their order. */
export function optionsOf(suggestions: readonly Suggestion[], settings: Settings): Option[] {
  return suggestions.flatMap((suggestion) =>
    settings.mode === "page" ? [toPage(suggestion, settings)] : toConditions(suggestion, settings),
  );
}

/** Returns a text that tells a number: `{n} suggestion|{n} suggestions` is for one, and for others. */
export function counted(words: string, n: number, language: string): string {
  const [one = "", other = one] = words.split("|");
  const isOne = new Intl.PluralRules(language).select(n) === "one";
  return (isOne ? one : other).replace("{n}", new Intl.NumberFormat(language).format(n));
}

/** Returns the address with one more condition. All that stays is written as it was. */
export function withCondition(here: string, name: string, value: string, language: string | null): string {
  const [address = ""] = here.split("#");
  const [path = "", query = ""] = address.split("?");
  const nameOf = (part: string) => decoded(part.split("=")[0] ?? "");
  const kept = query.split("&").filter((part) => part !== "" && !DROPPED.includes(nameOf(part)));
  const condition = `${name}=${encodeURIComponent(value).replaceAll("%2F", "/")}`;
  if (!kept.includes(condition)) kept.push(condition);
  if (language && !kept.some((part) => nameOf(part) === "lang")) kept.push(`lang=${encodeURIComponent(language)}`);
  return `${path}?${kept.join("&")}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function line(suggestion: Suggestion, hint: string, count: number | null, href: string): Option {
  const { text, matched } = suggestion;
  return { text, found: matched === text ? null : matched, hint, count, href };
}

function toPage(suggestion: Suggestion, { root, words, language }: Settings): Option {
  const { kind, node } = suggestion;
  const lang = language ? `?lang=${encodeURIComponent(language)}` : "";
  const href = `${root}/${NOUNS[kind]}/${encodeURIComponent(node.slug)}${lang}`;
  return line(suggestion, words[kind.toLowerCase()] ?? "", null, href);
}

function toConditions(suggestion: Suggestion, settings: Settings): Option[] {
  const { here, words, language } = settings;
  const { kind, node } = suggestion;
  const condition = (name: string, count: number | null | undefined) =>
    line(suggestion, words[name] ?? "", count ?? null, withCondition(here, name, node.slug, language));
  if (kind === "KEYWORD") return [condition("keyword", "resources" in node ? node.resources?.totalCount : null)];
  if (kind === "COLLECTION") return [condition("collection", "resources" in node ? node.resources?.totalCount : null)];
  const funded = "funded" in node ? (node.funded?.totalCount ?? 0) : 0;
  const made = "produced" in node ? (node.produced?.totalCount ?? 0) : 0;
  const conditions = [];
  if (funded > 0) conditions.push(condition("funder", funded));
  if (made > 0) conditions.push(condition("maker", made));
  return conditions.length > 0 ? conditions : [toPage(suggestion, settings)];
}
