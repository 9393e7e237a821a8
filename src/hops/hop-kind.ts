/** A fact with the place that documents it. */
export interface Documented<T> {
  readonly value: T;
  /** The vendor's page, or a file of the project's source. */
  readonly source: string;
  /** The date of that text where it bears one, else when it was last looked up: `2025-03-31`, `2026-11`. */
  readonly asOf: string;
}

/** What is documented of one kind of load balancer, CDN or platform. Hearsay is left out. */
export interface HopKind {
  /** The name by which it is declared, such as `alb`. */
  readonly id: string;
  /** Other names that people use for it. */
  readonly aliases: readonly string[];
  /** As its maker calls it. */
  readonly title: string;
  /**
   * How long it lets a tunnel be silent unless it is told otherwise, in milliseconds; `Infinity` where
   * it is documented to have no limit. Undefined where no figure is documented.
   */
  readonly idleMs: Documented<number> | undefined;
  /** The longest that can be set, in milliseconds; undefined where no limit is documented. */
  readonly longestIdleMs?: Documented<number>;
  /** What sets the idle timeout; undefined where nothing does. */
  readonly setting?: string;
  /** After this time every tunnel ends, busy or not, in milliseconds. */
  readonly lifetimeMs?: Documented<number>;
  /** What else is documented to matter to WebSockets, each in a sentence. */
  readonly notes: readonly Documented<string>[];
}
