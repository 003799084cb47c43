import type { CatalogueQuery } from "../ui/answers.ts";
import { ask } from "../ui/ask.ts";
import catalogue from "./catalogue.graphql?raw";
import source from "./examples.graphql?raw";

/** A question to a catalogue. */
export interface Example {
  /** The name of its operation. */
  name: string;
  question: string;
  /** The document, with the question and an explanation as a comment. */
  query: string;
  /** The variables that have a default: the name of something in the sample page. */
  variables: readonly string[];
}

/** What tabs keep: texts, of which the second is JSON or empty. */
export interface Texts {
  query: string;
  variables: string;
}

/** Names of things that this catalogue has, by the variable of the examples that they are for. */
export type Names = Readonly<Record<string, string | undefined>>;

/** The parts of the file begin with a comment, whose first sentence is the question. */
export const EXAMPLES: readonly Example[] = source.split(/\n\n(?=#)/).map((part) => {
  const query = part.trim();
  const comment = query.match(/^(?:#.*\n)+/)?.[0] ?? "";
  const question = comment.replaceAll(/^# ?/gm, "").replaceAll(/\s+/g, " ").split("?")[0];
  return {
    name: operationOf(query) ?? "",
    question: `${question}?`,
    query,
    variables: [...query.matchAll(/\$(\w+): String = /g)].map(([, name = ""]) => name),
  };
});

/** Returns the name of the first operation of a document that begins a line. */
export function operationOf(query: string): string | undefined {
  return query.match(/^query (\w+)/m)?.[1];
}

/** Asks what the catalogue has most of. Resolves to no names when it is empty or may not be read. */
export async function namesOf(endpoint: URL): Promise<Names> {
  const { data } = await ask<CatalogueQuery>(endpoint, { query: catalogue }).catch(() => ({ data: null }));
  const most = (wanted: string) => data?.resources?.facets?.find(({ dimension }) => dimension === wanted)?.values[0]?.label;
  return { topic: most("KEYWORD"), words: most("KEYWORD"), funder: most("FUNDER"), organization: data?.organizations?.nodes[0]?.name };
}

/** Returns the example as a tab shows it at first: with names that this catalogue has. Without one, the default holds. */
export function fresh({ query, variables }: Example, names: Names): Texts {
  const known = variables.flatMap((name) => (names[name] === undefined ? [] : [[name, names[name]]]));
  return { query, variables: known.length > 0 ? JSON.stringify(Object.fromEntries(known), null, 2) : "" };
}
