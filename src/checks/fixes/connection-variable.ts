import type { Model } from '../../nginx/model/index.ts';
import type { FileEdit, SocketPath } from '../configuration.ts';
import { connectionMap, insertedAtHttp } from './http-level.ts';

/** A variable for `Connection`, and what has to be written so that there is one. */
export interface ConnectionVariable {
  /** With its `$`, or as another line has it. */
  readonly variable: string;
  /** Makes no edit where the configuration has such a map. */
  readonly edits: () => readonly FileEdit[];
}

/**
 * The variable that says `upgrade` for a handshake and no such thing for a plain request: that of a
 * `map` on `$http_upgrade` which the configuration has under whatever name, else of a new one at http
 * level.
 */
export function connectionVariable(path: SocketPath): ConnectionVariable {
  const { model } = path;
  const existing = existingVariable(path);
  if (existing !== undefined) return { variable: existing, edits: () => [] };
  const variable = `$${freeName(model)}`;
  return { variable, edits: () => insertedAtHttp(model, connectionMap(variable)) ?? [] };
}

/** Of several the one that leaves plain requests without a `Connection`, which keeps pools working. */
function existingVariable({ model, handshake, plain }: SocketPath): string | undefined {
  let second: string | undefined;
  for (const placed of model.http?.named('map') ?? []) {
    const [source, target] = placed.directive.args.map(({ value }) => value);
    if (target === undefined || !isUpgradeHeader(source)) continue;
    const forHandshake = handshake.exchange?.evaluate(target, placed).text ?? '';
    const forPlain = plain.exchange?.evaluate(target, placed).text;
    if (!isUpgrade(forHandshake) || forPlain === undefined || isUpgrade(forPlain)) continue;
    if (forPlain === '') return target;
    second ??= target;
  }
  return second;
}

function isUpgradeHeader(source: string | undefined): boolean {
  return source !== undefined && /^\$\{?http_upgrade\}?$/i.test(source);
}

function isUpgrade(text: string): boolean {
  return /(?:^|,)\s*upgrade\s*(?:,|$)/i.test(text);
}

/** The field's own name for it, unless something else goes by that. */
function freeName(model: Model): string {
  const names = ['connection_upgrade', 'websocket_connection', 'proxy_connection_upgrade'];
  return names.find((name) => !isTaken(model, name)) ?? `connection_upgrade_${names.length}`;
}

function isTaken(model: Model, name: string): boolean {
  return (
    model.derivedVariable(name) !== undefined ||
    model.foreignVariable(name) !== undefined ||
    model.isSomewhereSet(name)
  );
}
