/** What of the nginx of a sandbox decides which lines it can take. */
export interface SandboxNginx {
  readonly version: string;
  /** Built in (`http_ssl_module`, `stream`) or to be loaded (`ngx_stream_module`). */
  readonly modules: readonly string[];
  /** The folder with the modules that can be loaded. */
  readonly modulesFolder: string | undefined;
  readonly configureArguments: readonly string[];
}

/** Whether modules of others are built into the program: then it may know any directive. */
export function hasForeignModules({ configureArguments }: SandboxNginx): boolean {
  return configureArguments.some((argument) => argument.startsWith('--add-module='));
}

/** Whether a module of nginx's own, named as after `--with-`, is built in or at hand. */
export function hasModule({ modules }: SandboxNginx, option: string): boolean {
  const file = option.startsWith('http_') ? `ngx_${option}` : `ngx_${option}_module`;
  return modules.includes(option) || modules.includes(file);
}
