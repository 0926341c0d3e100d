#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "CProcess.h"

static int write_all(int target, const char *bytes, ssize_t count) {
  while (count > 0) {
    ssize_t written = write(target, bytes, (size_t)count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return -errno;
    bytes += written;
    count -= written;
  }
  return 0;
}

static int copy_by_hand(int target, int source) {
  char buffer[1 << 16];
  for (;;) {
    ssize_t count = read(source, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return count < 0 ? -errno : 0;
    int result = write_all(target, buffer, count);
    if (result) return result;
  }
}

int tocsin_share_blocks(int target, int source) {
  // FICLONE, from linux/fs.h.
  return ioctl(target, 0x40049409UL, source) ? -errno : 0;
}

int tocsin_copy_content(int target, int source) {
  if (!tocsin_share_blocks(target, source)) return 1;
  for (;;) {
    ssize_t count = copy_file_range(source, NULL, target, NULL, 1 << 30, 0);
    if (count > 0) continue;
    // Files of /proc and some network file systems claim to be empty.
    if (count == 0) return copy_by_hand(target, source);
    if (errno == EINTR) continue;
    if (errno == ENOSPC || errno == EIO || errno == EDQUOT) return -errno;
    return copy_by_hand(target, source);
  }
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
