import { headerLines, writtenValue } from '../checks/header-lines.ts';
import type { Trace } from '../nginx/model/index.ts';

/** Whether a line is in effect that tunnels do not ask for, and answers that are sent piece by piece do. */
export function speaksOfPushes({ answer, exchange }: Trace): boolean {
  const level = exchange?.level;
  if (level === undefined) return false;
  const isOff = (name: string): boolean =>
    level.effective(name).some(({ directive }) => directive.args[0]?.value === 'off');
  const isTold = level
    .effective('add_header')
    .some(({ directive }) => /^x-accel-buffering$/i.test(directive.args[0]?.value ?? ''));
  return (
    answer?.buffering.isOn === false ||
    isTold ||
    isOff('proxy_cache') ||
    isOff('chunked_transfer_encoding') ||
    headerLines(level, 'Connection').some((line) => writtenValue(line) === '')
  );
}
