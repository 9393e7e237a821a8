import { Argument, type Command, Option } from 'commander';
import { list, parseNumber } from './deployment-options.ts';

/** `CONF`: which configuration. */
export function confArgument(): Argument {
  const text = "a file, a folder's nginx.conf, or - for stdin; nginx -T's output, too";
  return new Argument('[conf]', text);
}

// A new one for each verb: an option remembers under which heading of the help it stands.

/** `--nginx`: by whose rules a configuration is read. */
export function nginxOption(): Option {
  return new Option('--nginx <path|version>', 'by whose rules; default: that of this machine');
}

export function nginxVersionOption(): Option {
  return new Option('--nginx-version <version>', 'likewise, of an nginx that is not here');
}

export function prefixOption(): Option {
  return new Option('--prefix <folder>', "nginx's -p: where relative document roots lie");
}

/** `--only`: which checks are judged. */
export function onlyOption(): Option {
  return list('--only <check>', 'this check and no other');
}

/** `--fail-on`: from which finding on a verb fails. */
export function failOnOption(): Option {
  return new Option('--fail-on <severity>', 'exit status 1 from here on; default: error').choices([
    'error',
    'warning',
    'advice',
    'never',
  ]);
}

/** `--format` of verbs that find something in files. */
export function findingsFormatOption(): Option {
  return new Option(
    '--format <format>',
    'text, json, sarif, github or junit; default: text',
  ).choices(['text', 'json', 'sarif', 'github', 'junit']);
}

/** `--config`: the settings of verbs that read a configuration. */
export function configOption(): Option {
  return new Option('--config <file>', 'default: the nearest fairlead.config.json');
}

/** Adds what no file tells of a path. */
export function addFacts(command: Command): Command {
  return command
    .option('--heartbeat <time>', 'how often something crosses a quiet tunnel: 25s')
    .addOption(list('--hop <name,idle>', 'what stands in front of nginx: alb,60s'))
    .addOption(new Option('--tunnels <number>', 'expected at once: 50000').argParser(parseNumber))
    .option('--nodes-need-session', 'clients must find their node again: Socket.IO, SignalR');
}
