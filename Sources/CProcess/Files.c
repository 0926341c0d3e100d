#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "CProcess.h"

int tocsin_reflink(int target, int source) {
  // FICLONE, from linux/fs.h.
  return ioctl(target, 0x40049409UL, source) ? -errno : 0;
}

int tocsin_unnamed_file(const char *folder) {
  int descriptor = open(folder, O_TMPFILE | O_RDWR | O_APPEND | O_CLOEXEC, 0600);
  if (descriptor >= 0) return descriptor;
  if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL) return -errno;
  // Not every file system knows O_TMPFILE.
  char name[4096];
  if (snprintf(name, sizeof name, "%s/.output-XXXXXX", folder) >= (int)sizeof name) {
    return -ENAMETOOLONG;
  }
  descriptor = mkostemp(name, O_APPEND | O_CLOEXEC);
  if (descriptor < 0) return -errno;
  unlink(name);
  return descriptor;
}
