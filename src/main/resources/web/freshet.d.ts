/** What a user did with an item; sites may define others in the settings. */
export type InteractionType =
  | 'view' | 'play' | 'like' | 'bookmark' | 'dislike'
  | 'undo-like' | 'undo-dislike' | 'undo-bookmark'
  | (string & {});

export interface FreshetOptions {
  /** Where Freshet is; where this module came from if missing. */
  url?: string;
  /** Sent as Authorization: Bearer. Whoever opens the page can read it: give one that may do little. */
  key?: string;
  /** Who it is; a visitor of this browser if missing. */
  user?: string;
  /** The visit; a new one if missing. */
  session?: string;
  /** Whether anything may be recorded; false if missing. */
  consent?: boolean;
  /** Milliseconds that events wait for others; 2000 if missing. */
  wait?: number;
  /** Milliseconds that an item must be looked at to be viewed; 1000 if missing. */
  dwell?: number;
  /** Told what was refused, dropped or not taken yet. */
  onProblem?: (problem: FreshetProblem) => void;
}

export interface FreshetProblem {
  reason: string;
  /** The event that was refused, where it was one. */
  event?: FreshetEvent;
  /** Its field that is to blame. */
  field?: string;
  /** HTTP status, where the whole request failed. */
  status?: number;
}

export interface FreshetEvent {
  eventId: string;
  user: string;
  item: string;
  type: InteractionType;
  /** Milliseconds since 1970. */
  time: number;
  session: string;
  seconds?: number;
  slate?: string;
}

export interface EventDetails {
  /** Dwell or play time. */
  seconds?: number;
  /** The slate it answers. */
  slate?: string;
  /** Event time in milliseconds since 1970; now if missing. */
  time?: number;
}

export interface SlateItem {
  item: string;
  /** Comparable within one slate only. */
  score: number;
  layer: 'model' | 'collaborative' | 'content' | 'popularity';
  reason: string;
  title?: string;
  type?: string;
  because?: string;
  contributions?: Record<string, number>;
}

export interface Slate {
  user: string;
  /** Best first; show them in this order. */
  items: SlateItem[];
  degraded: boolean;
  note?: string;
}

/** The API's query parameters, and what belongs to the call. */
export interface RecommendOptions {
  user?: string;
  signal?: AbortSignal;
  k?: number;
  type?: string;
  exclude?: string | string[];
  explain?: boolean;
  [parameter: string]: unknown;
}

export declare class Freshet {
  constructor(options?: FreshetOptions);
  user: string;
  /** Withdrawn, all that waits is forgotten. */
  consent: boolean;
  /** How many events the server has yet to confirm. */
  readonly waiting: number;
  /** The event's id, or null without consent. */
  track(type: InteractionType, item: string, details?: EventDetails): string | null;
  view(item: string, details?: EventDetails): string | null;
  like(item: string, details?: EventDetails): string | null;
  dislike(item: string, details?: EventDetails): string | null;
  bookmark(item: string, details?: EventDetails): string | null;
  play(item: string, details?: EventDetails): string | null;
  /** Counts views of elements with data-freshet-item; gives a function that ends it. */
  observe(root?: Element): () => void;
  recommend(options?: RecommendOptions): Promise<Slate>;
  /** Sends what waits, unless the server has asked for patience. */
  flush(): Promise<void>;
  close(): void;
}
