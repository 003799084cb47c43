import "graphiql/setup-workers/vite";
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { type MonacoEditor, useMonaco } from "@graphiql/react";
import { GraphiQL, type GraphiQLProps } from "graphiql";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { ask } from "../ui/ask.ts";
import { keep } from "./drafts.ts";
import { EXAMPLES, type Names, namesOf, type Texts } from "./examples.ts";
import { EXAMPLES_MENU, NamesContext } from "./menu.tsx";
// The parts of graphiql/style.css without its web fonts: the playground uses the fonts that the reader's system has.
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./playground.css";

const FONT = 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace';
// The playground lies below the path of the server, whatever that is.
const ENDPOINT = new URL("../graphql", document.baseURI);
const PLUGINS = [EXAMPLES_MENU, HISTORY_PLUGIN];

const fetcher: GraphiQLProps["fetcher"] = ({ query, variables, operationName }, { headers = {} } = {}) =>
  ask(ENDPOINT, { query, variables, operationName }, { headers });

/** Returns the query that the address of the page has (`?query=…&variables=…`), and takes it out of the address: it is in a tab now. */
function queryOfAddress(): Texts | null {
  const address = new URL(location.href);
  const query = address.searchParams.get("query");
  if (!query) return null;
  const variables = address.searchParams.get("variables") ?? "";
  address.searchParams.delete("query");
  address.searchParams.delete("variables");
  history.replaceState(null, "", address);
  return { query, variables };
}

/** Returns true when somebody has opened or closed a part at the side before. */
function hasChosenSide(): boolean {
  try {
    return localStorage.getItem("graphiql:visiblePlugin") !== null;
  } catch {
    return false;
  }
}

const ASKED = queryOfAddress();
const FIRST: Texts = ASKED ?? { query: EXAMPLES[0]?.query ?? "", variables: "" };
const SIDE = ASKED || hasChosenSide() ? {} : { visiblePlugin: EXAMPLES_MENU };
const NAMES = namesOf(ENDPOINT);

function Playground() {
  const monaco = useMonaco((state) => state.monaco);
  const [names, setNames] = useState<Names>({});
  useEffect(() => {
    NAMES.then(setNames);
  }, []);
  useEffect(() => {
    // GraphiQL names a web font for its editors, lets long lines run out of sight, and has no property to change either.
    const setUp = (editor: Pick<MonacoEditor, "updateOptions">) => editor.updateOptions({ fontFamily: FONT, fontSize: 14, wordWrap: "on" });
    monaco?.editor.getEditors().forEach(setUp);
    const listener = monaco?.editor.onDidCreateEditor(setUp);
    return () => listener?.dispose();
  }, [monaco]);
  return (
    <NamesContext value={names}>
      <GraphiQL
        fetcher={fetcher}
        plugins={PLUGINS}
        {...SIDE}
        defaultTabs={[FIRST]}
        {...(ASKED && { initialQuery: ASKED.query, initialVariables: ASKED.variables })}
        defaultEditorToolsVisibility="variables"
        onTabChange={({ tabs }) => NAMES.then((names) => keep(tabs, names))}
        inputValueDeprecation
        schemaDescription
        showPersistHeadersSettings={false}
      >
        <GraphiQL.Logo>
          <a className="mark" href="../">
            <img src="../static/mark.svg" alt="" width="24" height="24" />
            Colophon
          </a>
        </GraphiQL.Logo>
      </GraphiQL>
    </NamesContext>
  );
}

const place = document.getElementById("playground");
if (place) createRoot(place).render(<Playground />);
