import { EXAMPLES, type Example, fresh, type Names, operationOf, type Texts } from "./examples.ts";

/** A tab of GraphiQL, as far as this matters. */
interface Tab {
  query: string | null;
  variables?: string | null;
}

const keyOf = (example: Example) => `colophon:example:${example.name}`;

/** The storage of the browser; a browser that allows none keeps nothing. */
function stored<Value>(use: (storage: Storage) => Value): Value | null {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

/** Returns true when the tab is that of the example: it has an operation of that name. */
export function isOf(example: Example, tab: Tab): boolean {
  return operationOf(tab.query ?? "") === example.name;
}

/** Returns what somebody made of an example: in its tab, or, when that is closed, before. Null when it is as it was. */
export function draftOf(example: Example, tabs: readonly Tab[], names: Names): Texts | null {
  const tab = tabs.find((tab) => isOf(example, tab));
  if (!tab) return stored((storage) => JSON.parse(storage.getItem(keyOf(example)) ?? "null"));
  const [draft, first] = [{ query: tab.query ?? "", variables: tab.variables ?? "" }, fresh(example, names)];
  return draft.query === first.query && draft.variables === first.variables ? null : draft;
}

/** Keeps the examples that somebody has edited, for the time when their tabs are closed. */
export function keep(tabs: readonly Tab[], names: Names) {
  for (const example of EXAMPLES.filter((example) => tabs.some((tab) => isOf(example, tab)))) {
    const draft = draftOf(example, tabs, names);
    if (draft) stored((storage) => storage.setItem(keyOf(example), JSON.stringify(draft)));
    else forget(example);
  }
}

export function forget(example: Example) {
  stored((storage) => storage.removeItem(keyOf(example)));
}
