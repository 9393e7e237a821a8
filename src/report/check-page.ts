import type { Check } from '../checks/check.ts';
import { judgedBy } from './check-text.ts';

/** What a reader of a generated file has to know, invisible where it is rendered. */
const MADE = '<!-- Made by `npm run docs` from the words of the check. Not by hand. -->';

/** The page of a check in Markdown, with a line end. */
export function checkPage(check: Check): string {
  const { id, severity, title, why, bad, good } = check;
  return `${MADE}
# ${id}

**${title}.** Severity: ${severity}.

${escaped(why)}

## Bad

\`\`\`nginx
${bad}
\`\`\`

## Good

\`\`\`nginx
${good}
\`\`\`

## How it is judged

${[...judgedBy(check).map((sentence) => `- ${sentence}`), `- Where a line is right all the same, a comment on it or above it says so: \`# fairlead-ignore ${id}: reason\`.`].join('\n')}
`;
}

/** The page that lists them all, in the order of the list. */
export function checksPage(checks: readonly Check[]): string {
  const rows = checks.map(
    ({ id, severity, title }) => `| [${id}](${id}.md) | ${escaped(title)} | ${severity} |`,
  );
  return `${MADE}
# The checks

What must hold on a WebSocket path. \`fairlead explain CHECK\` prints the same on a terminal. \`error\`: it breaks;
\`warning\`: it breaks with common backends, clients or load; \`advice\`: better otherwise.

| check | what is the matter where it does not hold | severity |
| --- | --- | --- |
${rows.join('\n')}
`;
}

/** Characters that Markdown would take for its own. */
function escaped(text: string): string {
  return text.replace(/[\\`*<>|]/g, '\\$&');
}
