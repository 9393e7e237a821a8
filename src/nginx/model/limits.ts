import type { Placed } from '../syntax/configuration.ts';
import type { Exchange } from './exchange.ts';
import { isFlagOn, settingOf } from './flags.ts';

/**
 * A limit that the request counts in. How full it is only a running nginx knows; a trace takes the
 * request for the first one.
 */
export interface Limit {
  /** `limit_conn` counts what is open at a time, a tunnel as long as it lives; `limit_req` the rate. */
  readonly kind: 'limit_conn' | 'limit_req';
  readonly at: Placed;
  readonly zone: string;
  /** The line that says what the zone counts by; undefined where there is none of that name. */
  readonly zoneAt: Placed | undefined;
  /** As written there: `$binary_remote_addr`. */
  readonly key: string;
  /** `10` connections, or a rate such as `5r/s`, with the burst that may go beyond it. */
  readonly most: string;
  readonly burst: number;
  /** What is answered beyond it (`limit_conn_status`, `limit_req_status`). */
  readonly status: number;
  /** Only logged, not refused (`limit_conn_dry_run`, `limit_req_dry_run`). */
  readonly isDryRun: boolean;
}

/** 503 for both, by ngx_http_limit_conn_module and ngx_http_limit_req_module. */
const DEFAULT_STATUS = 503;

export function readLimits(exchange: Exchange): Limit[] {
  return [...limitsOf(exchange, 'limit_conn'), ...limitsOf(exchange, 'limit_req')];
}

function limitsOf(exchange: Exchange, kind: Limit['kind']): Limit[] {
  const { level } = exchange;
  return level.effective(kind).map((at) => {
    const words = at.directive.args.map(({ value }) => value);
    const zone = kind === 'limit_conn' ? (words[0] ?? '') : (parameter(words, 'zone') ?? '');
    const zoneAt = findZone(exchange, kind, zone);
    const zoneWords = zoneAt?.directive.args.map(({ value }) => value) ?? [];
    return {
      kind,
      at,
      zone,
      zoneAt,
      key: zoneWords[0] ?? '',
      most: (kind === 'limit_conn' ? words[1] : parameter(zoneWords, 'rate')) ?? '',
      burst: Number(parameter(words, 'burst') ?? 0),
      status: Number(settingOf(level, `${kind}_status`) ?? DEFAULT_STATUS),
      isDryRun: isFlagOn(level, `${kind}_dry_run`, false),
    };
  });
}

function findZone({ model }: Exchange, kind: Limit['kind'], zone: string): Placed | undefined {
  return model.http?.named(`${kind}_zone`).find(({ directive }) => {
    const written = parameter(
      directive.args.map(({ value }) => value),
      'zone',
    );
    return written?.split(':')[0] === zone;
  });
}

function parameter(words: readonly string[], name: string): string | undefined {
  return words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}
