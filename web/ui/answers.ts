/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** By what resources are counted. */
export type Dimension =
  /** Which collections they stand in. */
  | 'COLLECTION'
  /** Their formats. */
  | 'FORMAT'
  /** The organizations and persons that paid for them, as FUNDER or SPONSOR. */
  | 'FUNDER'
  /** Their keywords. */
  | 'KEYWORD'
  /** Their languages. The label is the BCP 47 tag, for example `en`. */
  | 'LANGUAGE'
  /** The terms under which they may be used. */
  | 'LICENSE'
  /** The organizations among those that PRODUCER counts. An organization that only paid is counted by FUNDER. */
  | 'ORGANIZATION'
  /** The persons among those that PRODUCER counts. */
  | 'PERSON'
  /** The organizations and persons that made them, as PRODUCER, AUTHOR or PUBLISHER. */
  | 'PRODUCER'
  /** When they were published. */
  | 'YEAR';

/** The kind of a node. */
export type NodeKind =
  /** A collection. */
  | 'COLLECTION'
  /** A keyword. */
  | 'KEYWORD'
  /** An organization. */
  | 'ORGANIZATION'
  /** A person. */
  | 'PERSON'
  /** A resource. */
  | 'RESOURCE';

export type SuggestQueryVariables = Exact<{
  text: string;
  kinds?: ReadonlyArray<NodeKind> | NodeKind | null | undefined;
}>;


export type SuggestQuery = { readonly suggest: ReadonlyArray<{ readonly kind: NodeKind, readonly text: string, readonly matched: string, readonly node:
      | { readonly slug: string, readonly resources: { readonly totalCount: number | null } | null }
      | { readonly slug: string, readonly resources: { readonly totalCount: number | null } | null }
      | { readonly slug: string, readonly funded: { readonly totalCount: number | null } | null, readonly produced: { readonly totalCount: number | null } | null }
      | { readonly slug: string, readonly produced: { readonly totalCount: number | null } | null }
      | { readonly slug: string, readonly year: number | null }
      | Record<PropertyKey, never>
     }> | null };

export type CatalogueQueryVariables = Exact<{ [key: string]: never; }>;


export type CatalogueQuery = { readonly organizations: { readonly nodes: ReadonlyArray<{ readonly name: string }> } | null, readonly resources: { readonly facets: ReadonlyArray<{ readonly dimension: Dimension, readonly values: ReadonlyArray<{ readonly label: string }> }> | null } | null };
