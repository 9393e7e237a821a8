import { Command, Option } from 'commander';
import { problemText, STAGES, type Stage, stageText } from '../report/stage-text.ts';
import { EXIT } from './exit-status.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  fairlead explain /etc/nginx --stage files       the files, and who includes whom
  fairlead explain nginx.conf --stage tree        every directive where nginx meets it
  nginx -T | fairlead explain - --stage tree      of a machine that is elsewhere
  fairlead explain app.conf --stage tokens        how the text is taken apart

Exit status: 1 where nginx would refuse the text; the problems follow on stderr.`;

/** `fairlead explain`. */
export function explainCommand(terminal: Terminal): Command {
  return new Command('explain')
    .summary('how a configuration is read: its tokens, its tree, its files')
    .description('Shows how a configuration is read, with everything that it includes.')
    .argument(
      '<conf>',
      "a file, a folder's nginx.conf, or - for stdin; also the output of nginx -T",
    )
    .addOption(
      new Option('--stage <tokens|tree|files>', 'what to print')
        .choices(STAGES)
        .makeOptionMandatory(),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (conf: string, { stage }: { stage: Stage }) => {
      const { readConfiguration } = await import('../verbs/read-configuration.ts');
      const configuration = readConfiguration(
        conf === '-' ? { text: await readStdin() } : { path: conf },
      );
      for (const line of stageText(stage, configuration, terminal.paint)) terminal.print(line);
      const { main, problems } = configuration;
      for (const problem of problems) terminal.tell(problemText(problem, terminal.paint));
      if (main === undefined) process.exitCode = EXIT.failed;
      else if (problems.some(({ severity }) => severity === 'error')) process.exitCode = EXIT.found;
    });
}

async function readStdin(): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of process.stdin) parts.push(part);
  return Buffer.concat(parts);
}
