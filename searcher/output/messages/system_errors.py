"""An error of the operating system as one line: what is wrong, where, and what to do."""

import errno

#: For each error number the problem, and what to do about it.
PLAIN = {
    errno.ENOSPC: ("The disk is full", "free some space, then run the command again"),
    errno.EDQUOT: ("Your disk quota is used up", "free some space, then run the command again"),
    errno.EACCES: ("Permission denied", "check the owner and the permissions, or use another path"),
    errno.EPERM: ("Permission denied", "check the owner and the permissions, or use another path"),
    errno.EROFS: ("The disk is read-only", "use a path on another disk"),
    errno.ENOENT: ("There is no such file or folder", "check the path"),
    errno.EEXIST: ("The file exists already", "move it away, or use another path"),
    errno.ENOTEMPTY: ("The folder is not empty", "name a new folder, so that nothing is replaced"),
    errno.ENOTDIR: ("A file stands where a folder is needed", "move it away, or use another path"),
    errno.EISDIR: ("A folder stands where a file is needed", "move it away, or use another path"),
    errno.ENAMETOOLONG: ("The name is too long", "use a shorter path"),
    errno.ELOOP: ("The symbolic links form a loop", "check the links"),
    errno.EMFILE: ("Too many files are open", "raise the limit with `ulimit -n`"),
    errno.ENFILE: ("Too many files are open", "close other programs"),
    errno.ENOMEM: ("There is not enough memory", "close other programs"),
    errno.EIO: ("The disk reports an error", "check the disk, or use another one"),
    errno.EFBIG: ("The file is too large for this disk", "use a path on another disk"),
}


def line(error: OSError) -> str:
    """The error in one line, with its path where it has one."""
    reason, advice = PLAIN.get(
        error.errno or 0, (error.strerror or str(error), "check the path and the disk")
    )
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{reason}; {advice}"
