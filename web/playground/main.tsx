import "graphiql/setup-workers/vite";
import { type MonacoEditor, useMonaco } from "@graphiql/react";
import { GraphiQL, type GraphiQLProps } from "graphiql";
import { useEffect } from "react";
import { createRoot } from "react-dom/client";
import { ask } from "../ui/ask.ts";
import examples from "./examples.graphql?raw";
// The parts of graphiql/style.css without its web fonts: the playground uses the fonts that the reader's system has.
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./playground.css";

const FONT = 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace';
// The playground lies below the path of the server, whatever that is.
const ENDPOINT = new URL("../graphql", document.baseURI);
const TABS = [{ query: examples }];

const fetcher: GraphiQLProps["fetcher"] = ({ query, variables, operationName }, { headers = {} } = {}) =>
  ask(ENDPOINT, { query, variables, operationName }, { headers });

function Playground() {
  const monaco = useMonaco((state) => state.monaco);
  useEffect(() => {
    // GraphiQL names a web font for its editors, lets long lines run out of sight, and has no property to change either.
    const setUp = (editor: Pick<MonacoEditor, "updateOptions">) => editor.updateOptions({ fontFamily: FONT, fontSize: 14, wordWrap: "on" });
    monaco?.editor.getEditors().forEach(setUp);
    const listener = monaco?.editor.onDidCreateEditor(setUp);
    return () => listener?.dispose();
  }, [monaco]);
  return (
    <GraphiQL fetcher={fetcher} defaultTabs={TABS} inputValueDeprecation schemaDescription showPersistHeadersSettings={false}>
      <GraphiQL.Logo>
        <a className="mark" href="../">
          <img src="../static/mark.svg" alt="" width="24" height="24" />
          Colophon
        </a>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

const place = document.getElementById("playground");
if (place) createRoot(place).render(<Playground />);
