import { type GraphiQLPlugin, pick, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { Kind, parse } from "graphql";
import { createContext, useContext, useReducer } from "react";
import { draftOf, forget, isOf } from "./drafts.ts";
import { EXAMPLES, type Example, fresh, type Names, type Texts } from "./examples.ts";

/** The names for the examples. */
export const NamesContext = createContext<Names>({});

/** The examples by their questions. Choosing one opens it in a tab of its own, or shows the tab that has it. */
function Menu() {
  const { tabs, activeTabIndex, queryEditor, variableEditor } = useGraphiQL(
    pick("tabs", "activeTabIndex", "queryEditor", "variableEditor"),
  );
  const { addTab, changeTab, setOperationFacts, updateActiveTabValues } = useGraphiQLActions();
  const names = useContext(NamesContext);
  const [, lookAgain] = useReducer((times: number) => times + 1, 0);

  const write = ({ query, variables }: Texts) => {
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
    // GraphiQL itself takes notice of the operation a moment later, and would run that of the tab before until then.
    const facts = factsOf(query);
    if (facts) setOperationFacts(facts);
    updateActiveTabValues({ query, variables, operationName: facts?.operationName ?? null });
  };
  const tabOf = (example: Example) => tabs.findIndex((tab) => isOf(example, tab));
  const open = (example: Example) => {
    const at = tabOf(example);
    if (at >= 0) {
      if (at !== activeTabIndex) changeTab(at);
    } else {
      if (tabs[activeTabIndex]?.query?.trim()) addTab();
      write(draftOf(example, tabs, names) ?? fresh(example, names));
    }
    queryEditor?.focus();
    queryEditor?.getDomNode()?.scrollIntoView({ block: "nearest" });
  };
  const setBack = (example: Example) => {
    forget(example);
    const at = tabOf(example);
    if (at < 0) {
      lookAgain();
      return;
    }
    if (at !== activeTabIndex) changeTab(at);
    write(fresh(example, names));
  };

  const active = tabs[activeTabIndex];
  return (
    <section className="examples" aria-labelledby="examples-title">
      <h2 id="examples-title">Examples</h2>
      <p>
        Choose a question, then run it: Ctrl-Enter (Mac: Cmd-Enter). Ctrl-Space completes what you type; the documentation is beside this
        menu.
      </p>
      <ul>
        {EXAMPLES.map((example) => (
          <li key={example.name}>
            <button type="button" aria-current={active !== undefined && isOf(example, active)} onClick={() => open(example)}>
              {example.question}
            </button>
            {draftOf(example, tabs, names) && (
              <button type="button" className="set-back" aria-label={`Set back: ${example.question}`} onClick={() => setBack(example)}>
                Set back
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Returns what GraphiQL knows of a document. Null for one that cannot be parsed: somebody may have left it so. */
function factsOf(query: string) {
  try {
    const documentAST = parse(query);
    const operations = documentAST.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const operationName = operations[0]?.name?.value;
    return operationName ? { documentAST, operations, operationName } : null;
  } catch {
    return null;
  }
}

function Icon() {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" aria-hidden="true">
      <path d="M8 5h9M8 10h9M8 15h9M3 5h1M3 10h1M3 15h1" />
    </svg>
  );
}

export const EXAMPLES_MENU: GraphiQLPlugin = { title: "Examples", content: Menu, icon: Icon };
