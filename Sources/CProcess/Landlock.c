#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "CProcess.h"

// The numbers are written out, since the build machine's headers may be older than the kernel.
// Source: https://docs.kernel.org/userspace-api/landlock.html
enum {
  create_ruleset = 444,
  add_rule = 445,
  rule_path_beneath = 1,
  version_flag = 1,
};

enum {
  write_file = 1 << 1,
  removal_and_making = 0x1ff << 4,  // REMOVE_DIR up to MAKE_SYM
  refer = 1 << 13,                  // since version 2
  truncation = 1 << 14,             // since version 3
};

enum { scope_signal = 1 << 1 };  // since version 6

struct ruleset {
  uint64_t file_access, network_access, scoped;
};

struct path_beneath {
  uint64_t access;
  int32_t parent;
} __attribute__((packed));

int tocsin_landlock_version(void) {
  long version = syscall(create_ruleset, NULL, 0, version_flag);
  return version < 0 ? -errno : (int)version;
}

static uint64_t writing(int version) {
  uint64_t access = write_file | removal_and_making;
  if (version >= 2) access |= refer;
  if (version >= 3) access |= truncation;
  return access;
}

static int allow(int ruleset, const char *path, uint64_t access, int is_directory) {
  int parent = open(path, O_PATH | O_CLOEXEC | (is_directory ? O_DIRECTORY : 0));
  if (parent < 0) return -errno;
  struct path_beneath rule = {.access = access, .parent = parent};
  int result = syscall(add_rule, ruleset, rule_path_beneath, &rule, 0) ? -errno : 0;
  close(parent);
  return result;
}

int tocsin_landlock_rules(
    int version, int confines_writes, const char *const *directories, size_t directory_count,
    const char *const *files, size_t file_count) {
  uint64_t access = confines_writes ? writing(version) : 0;
  struct ruleset attributes = {
      .file_access = access, .scoped = version >= 6 ? scope_signal : 0};
  size_t size = version >= 6 ? sizeof attributes : version >= 4 ? 16 : 8;
  long ruleset = syscall(create_ruleset, &attributes, size, 0);
  if (ruleset < 0) return -errno;
  for (size_t index = 0; confines_writes && index < directory_count; index++) {
    int result = allow((int)ruleset, directories[index], access, 1);
    if (result) {
      close((int)ruleset);
      return result;
    }
  }
  // Devices differ between machines; one that is missing cannot be written to either.
  for (size_t index = 0; confines_writes && index < file_count; index++) {
    allow((int)ruleset, files[index], access & (write_file | truncation), 0);
  }
  return (int)ruleset;
}
