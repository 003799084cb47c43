const element = (id) => document.getElementById(id);
const query = element("query");
const variables = element("variables");
const token = element("token");
const run = element("run");
const status = element("status");
const answer = element("answer");

/** The variables as an object; an empty field means none. Throws a readable message. */
function readVariables() {
  const text = variables.value.trim();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The variables are not JSON: ${error.message}`);
  }
}

/** Sends the query and shows the answer, or what was wrong, as text. */
async function ask() {
  if (run.disabled) return;
  run.disabled = true;
  status.textContent = "Running…";
  const started = performance.now();
  try {
    const response = await fetch(new URL("../graphql", document.baseURI), {
      method: "POST",
      headers: {
        Accept: "application/graphql-response+json, application/json",
        "Content-Type": "application/json",
        ...(token.value.trim() && { Authorization: `Bearer ${token.value.trim()}` }),
      },
      body: JSON.stringify({ query: query.value, variables: readVariables() }),
    });
    const text = await response.text();
    answer.textContent = indent(text);
    status.textContent = `${response.status} in ${Math.round(performance.now() - started)} ms`;
  } catch (error) {
    answer.textContent = error instanceof TypeError ? "The server cannot be reached." : error.message;
    status.textContent = "Not answered";
  } finally {
    run.disabled = false;
  }
}

/** JSON with line breaks; anything else as it came. */
function indent(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

run.addEventListener("click", ask);
for (const field of [query, variables, token]) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      ask();
    }
  });
}
