/** One message of nginx. */
export interface NginxMessage {
  /** nginx's own word: `emerg`, `alert`, `crit`, `error`, `warn`, `notice`, `info`, `debug`. */
  readonly level: string;
  /** The message without time, process and place. */
  readonly text: string;
  /** Absolute path of the configuration file that it is about. */
  readonly file?: string;
  readonly line?: number;
}

/** A message with the process that wrote it; only messages in a log's format name it. */
export interface LoggedMessage extends NginxMessage {
  readonly pid?: number;
}

// On a terminal `nginx: [emerg] text`, in a log `2026/01/02 03:04:05 [emerg] 12#12: *3 text`.
const MESSAGE =
  /^(?:nginx: |\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d )\[(\w+)\] (?:(\d+)#\d+: )?(?:\*\d+ )?(.*)$/;
const PLACE = /^(.*) in (\/.*):(\d+)$/;

/** Reads the lines that are messages of nginx, in either format. */
export function parseMessages(text: string): LoggedMessage[] {
  return text.split('\n').flatMap((line) => {
    const [, level, pid, words] = MESSAGE.exec(line) ?? [];
    if (level === undefined || words === undefined) return [];
    const [, before = words, file, number] = PLACE.exec(words) ?? [];
    return [
      {
        level,
        text: before,
        ...(pid !== undefined && { pid: Number(pid) }),
        ...(file !== undefined && { file, line: Number(number) }),
      },
    ];
  });
}

/** One message as a sentence: what, and the place. */
export function describeMessage({ level, text, file, line }: NginxMessage): string {
  return `[${level}] ${text}${file === undefined ? '' : ` in ${file}:${line}`}`;
}
