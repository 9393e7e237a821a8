import { backendStatus } from './backend.ts';
import type { Header, ModelAnswer, ModelUnderTest, Place, TestRequest } from './model-port.ts';
import type { Observed } from './observed.ts';

/** One thing that is compared. */
export interface Difference {
  /** What differs: `location`, `status`, `header host` and so on. */
  readonly field: string;
  readonly model: string;
  readonly nginx: string;
}

/** How an answer of the model compares with what nginx did. */
export interface Comparison {
  readonly differences: readonly Difference[];
  /** Why the model could not tell everything; empty where it could. */
  readonly unknown: readonly string[];
}

/** One request to one configuration, and what nginx did with it. */
export interface Asked {
  readonly model: ModelUnderTest;
  readonly files: Readonly<Record<string, string>>;
  readonly version: string;
  readonly request: TestRequest;
  readonly observed: Observed;
}

/** Asks the model and compares; that it fails is a difference too. */
export function askAndCompare({ model, files, version, request, observed }: Asked): Comparison {
  try {
    return compare(model(files, version, request), observed);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const nginx = `status ${written(observed.status)}`;
    return { differences: [{ field: 'failure', model: text, nginx }], unknown: [] };
  }
}

/** Compares everything that the model claims to know. */
export function compare(answer: ModelAnswer, observed: Observed): Comparison {
  const whys = answer.unknown.map(({ what, why }) => `${what}: ${why}`);
  const unknown = whys.length > 0 ? whys : ['the model gives no reason'];
  if (answer.outcome.kind === 'unknown') return { differences: [], unknown };
  const parts = [
    compareValue('server', describePlace(answer.server), describePlace(observed.place.server)),
    compareValue(
      'location',
      describePlace(answer.location),
      describePlace(observed.place.location),
    ),
    compareStatus(answer, observed),
    compareRedirect(answer, observed),
    compareUpstream(answer, observed),
  ];
  return {
    differences: parts.flatMap(({ differences }) => differences),
    unknown: parts.some(({ isUnknown }) => isUnknown) ? unknown : [],
  };
}

interface Part {
  readonly differences: readonly Difference[];
  readonly isUnknown?: boolean;
}

const SAME: Part = { differences: [] };
const UNKNOWN: Part = { differences: [], isUnknown: true };

function compareValue(field: string, model: string, nginx: string): Part {
  return model === nginx ? SAME : { differences: [{ field, model, nginx }] };
}

function describePlace(place: Place | null): string {
  return place === null ? 'none' : `${place.file}:${place.line}`;
}

function compareStatus({ outcome }: ModelAnswer, { status, upstream }: Observed): Part {
  const nginx = `${upstream === null ? 'itself' : 'proxy'} ${written(status)}`;
  if (outcome.kind === 'proxy') {
    // The backend decides; what it answers follows from what arrived.
    if (upstream === null) return compareValue('status', 'proxy', nginx);
    return compareValue('status', `proxy ${outcome.status ?? backendStatus(upstream)}`, nginx);
  }
  if (outcome.status === null) {
    return upstream === null ? UNKNOWN : compareValue('status', 'itself', nginx);
  }
  return compareValue('status', `itself ${written(outcome.status)}`, nginx);
}

/** With 444 nginx ends the connection, whatever else it may log. */
function written(status: number | null): string {
  return status === null || status === 444 ? 'no answer' : String(status);
}

function compareRedirect({ outcome }: ModelAnswer, observed: Observed): Part {
  if (outcome.kind === 'proxy') return SAME;
  if (outcome.status === null && outcome.redirect === null) return UNKNOWN;
  return compareValue('redirect', String(outcome.redirect), String(observed.location));
}

function compareUpstream({ upstream }: ModelAnswer, observed: Observed): Part {
  const arrived = observed.upstream;
  // Which of the two it was is told by the status.
  if (upstream === null || arrived === null) return SAME;
  const { line, headers } = upstream.request;
  const server = upstream.servers.includes(arrived.backend)
    ? SAME
    : compareValue('upstream server', upstream.servers.join(' '), arrived.backend);
  const names = new Set([...headers, ...arrived.headers].map(({ name }) => name.toLowerCase()));
  const unknown = new Set(
    headers.filter(({ value }) => value === null).map(({ name }) => name.toLowerCase()),
  );
  const known = headers.flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]));
  const values = [...names]
    .filter((name) => !unknown.has(name))
    .map((name) =>
      compareValue(`header ${name}`, listOf(known, name), listOf(arrived.headers, name)),
    );
  const isSame = values.every(({ differences }) => differences.length === 0);
  const parts = [server, compareValue('upstream line', line, arrived.line), ...values];
  // The order is only of interest where everything else is right.
  if (isSame && unknown.size === 0) {
    parts.push(compareValue('header order', namesOf(known), namesOf(arrived.headers)));
  }
  return {
    differences: parts.flatMap(({ differences }) => differences),
    isUnknown: unknown.size > 0,
  };
}

/** All headers of a name in order, as they are written. */
function listOf(headers: readonly Header[], name: string): string {
  const found = headers.filter((header) => header.name.toLowerCase() === name);
  return found.map(({ name: written, value }) => `${written}: ${value}`).join(' | ') || 'not sent';
}

function namesOf(headers: readonly Header[]): string {
  return headers.map(({ name }) => name).join(', ');
}
