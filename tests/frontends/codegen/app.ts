// What an application in TypeScript writes. It compiles only when the generated types are what the schema promises.
import { type FragmentType, graphql, useFragment } from "./gql/index.js";
import type { ResourceFilter } from "./gql/graphql.js";

const Caption = graphql(`
  fragment Caption on Node {
    __typename
    id
    ... on Resource {
      title
      year
      createdAt
    }
    ... on Agent {
      name
    }
  }
`);

const Page = graphql(`
  query Page($first: Int!, $after: String, $filter: ResourceFilter) {
    resources(first: $first, after: $after, filter: $filter, orderBy: [{ field: TITLE }]) {
      totalCount
      nodes {
        ...Caption
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

function titleOf(node: FragmentType<typeof Caption>): string {
  const caption = useFragment(Caption, node);
  if (caption.__typename !== "Resource") throw new Error(`a ${caption.__typename} among the resources`);
  // A year may be unknown, a title not.
  const year: number | null | undefined = caption.year;
  const title: string = caption.title;
  // @ts-expect-error a resource may have no year
  const certain: number = caption.year;
  return `${title} ${year ?? certain}`;
}

export async function titles(ask: (query: string, variables: object) => Promise<{ data: unknown }>, filter: ResourceFilter) {
  type Answer = NonNullable<(typeof Page)["__apiType"]> extends (variables: infer _) => infer Result ? Result : never;
  const titles: string[] = [];
  let after: string | null | undefined = null;
  do {
    const { data } = (await ask(Page.toString(), { first: 3, after, filter })) as { data: Answer };
    if (!data.resources) return titles;
    titles.push(...data.resources.nodes.map(titleOf));
    after = data.resources.pageInfo.hasNextPage ? data.resources.pageInfo.endCursor : null;
  } while (after);
  return titles;
}
