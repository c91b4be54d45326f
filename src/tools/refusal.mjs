// Exit codes as sysexits.h numbers them: configuration 78, something needed is taken or missing 69.
export const EXIT = { failure: 1, unavailable: 69, configuration: 78 };

/** A reason to stop that a person can act upon: its message is shown as it stands, without a stack. */
export class Refusal extends Error {
  /**
   * @param {string} message what is wrong and what to do, in one or two sentences
   * @param {number} exitCode one of EXIT
   */
  constructor(message, exitCode = EXIT.failure) {
    super(message);
    this.name = 'Refusal';
    this.exitCode = exitCode;
  }
}

/** Turns a full disk or a forbidden path into a Refusal; gives any other error back untouched. */
export function explained(error, folder) {
  if (error?.code === 'ENOSPC') return diskFull(folder);
  if (['EACCES', 'EPERM', 'EROFS'].includes(error?.code)) {
    return new Refusal(
      `${error.path ?? folder} may not be written by this user. ` +
        'Start as the user it belongs to, or set DATA_DIR to a folder of your own.',
    );
  }
  return error;
}

/** The Refusal for a disk on which `folder` cannot grow. */
export function diskFull(folder) {
  return new Refusal(`The disk that holds ${folder} is full. Free some space on it, or set DATA_DIR to another disk.`);
}
