/** What the user has told of the path, and no file tells. */
export interface LabFacts {
  /** How often a heartbeat is sent, in milliseconds; `Infinity` for never, undefined where nobody said. */
  readonly heartbeatMs: number | undefined;
  /** How many tunnels are to be open at a time; undefined where nobody said. */
  readonly tunnels: number | undefined;
  readonly nodesNeedSession: boolean;
  /** Whether the hop in front sends the PROXY protocol; undefined where nobody said. */
  readonly proxyProtocolExpected: boolean | undefined;
}
