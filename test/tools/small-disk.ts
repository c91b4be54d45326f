import { execFileSync } from 'node:child_process';

/** Mounts a disk of so many megabytes over the folder; where that is forbidden, says so and returns false. */
export function mountDisk(folder: string, megabytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder], { stdio: 'pipe' });
    return true;
  } catch {
    console.warn('Skipped: mounting a small disk is not allowed here.');
    return false;
  }
}

/** Takes it away again. */
export function unmountDisk(folder: string): void {
  execFileSync('umount', [folder]);
}
