import { Option } from 'commander';

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

/** `--fail-on`: from which finding on a verb fails. */
export function failOnOption(): Option {
  return new Option('--fail-on <severity>', 'exit status 1 from here on; default: error').choices([
    'error',
    'warning',
    'advice',
    'never',
  ]);
}
