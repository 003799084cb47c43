/** An operation: its document, or the id of a document that the server has. */
export interface Operation {
  query?: string;
  documentId?: string;
  variables?: Readonly<Record<string, unknown>>;
  operationName?: string | null | undefined;
}

/** A GraphQL response. */
export interface Answer<Data> {
  data?: Data | null;
  errors?: readonly { message: string }[];
}

interface Circumstances {
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
}

const ACCEPT = "application/graphql-response+json, application/json";

/**
 * Posts one operation and resolves to the GraphQL response, also when the server refused it.
 * Rejects with a readable message when there is no server or its answer is not a GraphQL response.
 */
export function ask<Data>(endpoint: string | URL, operation: Operation, { headers, signal }: Circumstances = {}): Promise<Answer<Data>> {
  const { query, documentId, variables, operationName } = operation;
  const request: RequestInit = {
    method: "POST",
    headers: { Accept: ACCEPT, "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ query, documentId, variables, operationName }),
  };
  return answered(endpoint, signal ? { ...request, signal } : request);
}

/** Asks with GET, as `ask` does with POST. Browsers and proxies may keep the answer as long as the server says. */
export function read<Data>(endpoint: string | URL, operation: Operation, { headers, signal }: Circumstances = {}): Promise<Answer<Data>> {
  const { variables, ...texts } = operation;
  const parameters = new URLSearchParams();
  for (const [name, text] of Object.entries(texts)) if (text) parameters.set(name, text);
  if (variables) parameters.set("variables", JSON.stringify(variables));
  const request: RequestInit = { headers: { Accept: ACCEPT, ...headers } };
  return answered(`${endpoint}?${parameters}`, signal ? { ...request, signal } : request);
}

async function answered<Data>(address: string | URL, request: RequestInit): Promise<Answer<Data>> {
  const response = await fetch(address, request).catch(() => {
    throw new Error("The server cannot be reached.");
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`The server answered ${response.status} ${response.statusText} and no JSON: ${text.slice(0, 200)}`);
  }
}
