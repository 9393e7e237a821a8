import { Command, Option } from 'commander';
import { STAGES } from '../report/stages.ts';
import { list } from './deployment-options.ts';
import type { ExplainFlags } from './run-explain.ts';
import { confArgument, nginxOption, nginxVersionOption, prefixOption } from './shared-options.ts';
import type { Terminal } from './terminal.ts';

const NOTES = `
A URL of wss: or ws: sends a browser's handshake from a page of the same host, https: and http: a
plain GET. Without CONF it is the configuration that the nginx on this machine would load.
"-" in the place of CONF reads it from stdin, "-" in the place of a URL reads one URL a line.
With --format json, several URLs or "-" give one object a line.

Marks: ! what a reader may not expect, ? what only a running nginx could tell.

Examples:
  fairlead explain wss://app.example.com/ws              what this machine's nginx would do
  fairlead explain nginx.conf wss://app.example.com/ws
  fairlead explain nginx.conf ws://app.example.com/ws --address :8080   behind a load balancer
  fairlead explain nginx.conf https://app.example.com/ --header 'Cookie: a=1' --verbose
  nginx -T | fairlead explain - wss://app.example.com/ws   of a machine that is elsewhere
  fairlead explain /etc/nginx - --format json < urls.txt
  fairlead explain nginx.conf --stage model              servers, locations, where they lead
  fairlead explain /etc/nginx --stage files              the files, and who includes whom
  fairlead explain idle-timeout                          what a check of \`fairlead check\` is about

Exit status: 1 where nginx would refuse the text, whose problems follow on stderr; 2 could not run.`;

/** `fairlead explain`. */
export function explainCommand(terminal: Terminal): Command {
  return new Command('explain')
    .summary('what nginx does with a request, line by line')
    .description(
      'Shows what nginx does with a request: which server and location serve it and why, what goes\n' +
        'upstream and which line each header comes from, how long a tunnel may be silent, and what\n' +
        'the client will see. Or, with --stage, how a configuration is read; or what a check is about.',
    )
    .usage('[options] [CONF] [URL...]\n       fairlead explain CHECK')
    .addArgument(confArgument())
    .argument('[url...]', 'such as wss://app.example.com/ws, or - for one URL a line on stdin')
    .optionsGroup('The request:')
    .addOption(list('--header <name: value>', 'sent in the place of its own; empty: none'))
    .option('--method <method>', 'default: GET')
    .option('--address <address>', 'where it arrives: 10.0.0.5, [::1]:8443 or :8080')
    .option('--client <address>', 'whose it is; default: 203.0.113.7')
    .optionsGroup('Options:')
    .addOption(nginxOption())
    .addOption(nginxVersionOption())
    .addOption(prefixOption())
    .addOption(new Option('--format <text|json>', 'default: text').choices(['text', 'json']))
    .option('--verbose', 'every header, and all that lost')
    .addOption(
      new Option('--stage <stage>', 'tokens, tree, files or model: how CONF is read').choices([
        ...STAGES,
        'model',
      ]),
    )
    .addHelpText('after', NOTES)
    .action(async (conf: string | undefined, urls: string[], flags: ExplainFlags) => {
      if (conf !== undefined && urls.length === 0 && flags.stage === undefined) {
        const { explainCheck } = await import('./explain-check.ts');
        if (await explainCheck(conf, terminal)) return;
      }
      const { runExplain } = await import('./run-explain.ts');
      await runExplain(conf === undefined ? [] : [conf, ...urls], flags, terminal);
    });
}
