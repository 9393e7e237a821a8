/** What one request looked like when it reached a backend node. */
export interface Arrival {
  /** Name of the node that it reached. */
  readonly node: string;
  /** Number of the connection on that node, counted from 1 as connections are accepted. */
  readonly connection: number;
  /** `address:port` of the peer, that is, of nginx. */
  readonly peer: string;
  /** The request line as it arrived, such as `GET /ws/ HTTP/1.1`. */
  readonly requestLine: string;
  /** Header fields in the order of arrival, names in the letter case of arrival, repeats kept. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}
