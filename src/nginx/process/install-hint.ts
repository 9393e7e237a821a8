import { isLike, type OsRelease } from './os-release.ts';

const COMMANDS: readonly (readonly [id: string, command: string])[] = [
  ['ubuntu', 'sudo apt-get install nginx'],
  ['debian', 'sudo apt-get install nginx'],
  ['alpine', 'sudo apk add nginx'],
  ['fedora', 'sudo dnf install nginx'],
  ['rhel', 'sudo dnf install nginx'],
  ['arch', 'sudo pacman -S nginx'],
  ['suse', 'sudo zypper install nginx'],
  ['opensuse', 'sudo zypper install nginx'],
];

/** One sentence: how to get an nginx on this platform (`process.platform`). */
export function installHint(platform: string, release: OsRelease): string {
  const command = installCommand(platform, release);
  const how = command ? `with \`${command}\`` : "with this system's package manager";
  return `Install nginx ${how}, or name one with --nginx PATH or FAIRLEAD_NGINX.`;
}

function installCommand(platform: string, release: OsRelease): string | undefined {
  if (platform === 'darwin') return 'brew install nginx';
  if (platform === 'freebsd') return 'sudo pkg install nginx';
  return COMMANDS.find(([id]) => isLike(release, id))?.[1];
}
