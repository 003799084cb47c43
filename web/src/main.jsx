import "graphiql/setup-workers/vite";
import { GraphiQL } from "graphiql";
import { useMonaco } from "@graphiql/react";
import { useEffect } from "react";
import { createRoot } from "react-dom/client";
import { ask } from "./ask.js";
import examples from "./examples.graphql?raw";
// The parts of graphiql/style.css without its web fonts: the playground uses the fonts that the reader's system has.
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./playground.css";

const FONT = 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace';
const TABS = [{ query: examples }];

function Playground() {
  const monaco = useMonaco((state) => state.monaco);
  useEffect(() => {
    // GraphiQL names a web font for its editors, lets long lines run out of sight, and has no property to change either.
    const setUp = (editor) => editor.updateOptions({ fontFamily: FONT, fontSize: 14, wordWrap: "on" });
    monaco?.editor.getEditors().forEach(setUp);
    const listener = monaco?.editor.onDidCreateEditor(setUp);
    return () => listener?.dispose();
  }, [monaco]);
  return (
    <GraphiQL fetcher={ask} defaultTabs={TABS} inputValueDeprecation schemaDescription showPersistHeadersSettings={false}>
      <GraphiQL.Logo>
        <a className="mark" href="../">
          <img src="../static/mark.svg" alt="" width="24" height="24" />
          Colophon
        </a>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

createRoot(document.getElementById("playground")).render(<Playground />);
