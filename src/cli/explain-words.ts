import { existsSync } from 'node:fs';
import { looksLikeUrl } from '../verbs/explain/question.ts';

/** What the words behind `explain` mean. */
export interface ExplainWords {
  /** Undefined for the configuration of the nginx on this machine. */
  readonly conf: string | undefined;
  readonly urls: readonly string[];
}

/**
 * Tells a configuration from URLs. The first word is the configuration, unless it is a URL, or a `-`
 * alone, with which there would be nothing to explain: it stands for URLs then. Fails where a word is
 * neither, and says what was expected.
 */
export function readExplainWords(words: readonly string[], hasStage: boolean): ExplainWords {
  const [first, ...rest] = words;
  const isAlone = rest.length === 0 && !hasStage;
  const hasConf = first !== undefined && !looksLikeUrl(first) && !(first === '-' && isAlone);
  const conf = hasConf ? first : undefined;
  const urls = hasConf ? rest : words;
  for (const word of urls) mustBeUrl(word);
  if (conf !== undefined && conf !== '-' && !existsSync(conf)) {
    throw new Error(
      `"${conf}" is neither a configuration, for there is no such file, nor a URL.${meant(conf)}`,
    );
  }
  if (conf === '-' && urls.includes('-')) {
    throw new Error(
      'Both the configuration and the URLs are to come from stdin: name one of them.',
    );
  }
  if (hasStage && urls.length > 0) {
    throw new Error(
      `--stage shows how a configuration is read, and takes no URL: got ${urls.join(' ')}.`,
    );
  }
  if (!hasStage && urls.length === 0) {
    throw new Error(
      `What is to be explained${conf ? ` of ${conf}` : ''}? Name a URL, such as wss://app.example.com/ws, or a --stage.`,
    );
  }
  return { conf, urls };
}

function mustBeUrl(word: string): void {
  if (word === '-' || looksLikeUrl(word)) return;
  throw new Error(
    `"${word}" is no URL: expected one such as wss://app.example.com/ws.${meant(word)}`,
  );
}

/** `app.example.com/ws` lacks only its scheme. */
function meant(word: string): string {
  return /^[\w-]+(\.[\w-]+)+(:\d+)?\//.test(word) ? ` Was wss://${word} meant?` : '';
}
