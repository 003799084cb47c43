// The playground lies below the path of the server, whatever that is.
const ENDPOINT = new URL("../graphql", document.baseURI);

/**
 * Sends one operation and resolves to the GraphQL response, also when the server refused it.
 * Rejects with a readable message when there is no server or its answer is not a GraphQL response.
 */
export async function ask({ query, variables, operationName }, { headers } = {}) {
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers: { Accept: "application/graphql-response+json, application/json", "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ query, variables, operationName }),
  }).catch(() => {
    throw new Error("The server cannot be reached.");
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`The server answered ${response.status} ${response.statusText} and no JSON: ${text.slice(0, 200)}`);
  }
}
