#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "CProcess.h"

// Reads /proc with raw calls, since opendir() allocates and the keeper may not.

struct directory_entry {
  uint64_t inode;
  int64_t offset;
  uint16_t length;
  unsigned char type;
  char name[];
};

static const char *append(char *to, const char *text) {
  while (*text) *to++ = *text++;
  *to = 0;
  return to;
}

static pid_t number(const char *text) {
  pid_t value = 0;
  for (; *text >= '0' && *text <= '9'; text++) value = value * 10 + (*text - '0');
  return *text ? 0 : value;
}

static int read_small(int directory, const char *name, const char *file, char *to, size_t size) {
  char path[64];
  if (strlen(name) > 20) return -ENOENT;
  append((char *)append((char *)append(path, name), "/"), file);
  int descriptor = openat(directory, path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return -errno;
  ssize_t count = read(descriptor, to, size - 1);
  int error = errno;
  close(descriptor);
  if (count <= 0) return count < 0 ? -error : -ESRCH;
  to[count] = 0;
  return (int)count;
}

static const char *field(const char *at, uint64_t *value) {
  while (*at == ' ') at++;
  int negative = *at == '-';
  if (negative) at++;
  uint64_t sum = 0;
  for (; *at >= '0' && *at <= '9'; at++) sum = sum * 10 + (uint64_t)(*at - '0');
  *value = negative ? 0 : sum;
  return at;
}

// Source: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
static int read_member(int proc, const char *name, struct tocsin_member *member, long page) {
  char text[1024];
  int count = read_small(proc, name, "stat", text, sizeof text);
  if (count < 0) return count;
  // The command's name is in parentheses and may hold anything, so the last one counts.
  const char *at = strrchr(text, ')');
  if (!at || at[1] != ' ') return -EINVAL;
  at += 2;
  memset(member, 0, sizeof *member);
  member->pid = number(name);
  member->state = *at++;
  uint64_t values[25] = {0};
  for (int index = 4; index <= 24; index++) at = field(at, &values[index]);
  member->parent = (int32_t)values[4];
  member->group = (int32_t)values[5];
  member->session = (int32_t)values[6];
  member->waited_cpu_ticks = values[16] + values[17];
  member->cpu_ticks = values[14] + values[15] + member->waited_cpu_ticks;
  member->started = values[22];
  member->resident_bytes = (int64_t)values[24] * page;
  return 0;
}

static struct tocsin_member *find(struct tocsin_member *members, size_t count, pid_t pid) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (members[middle].pid < pid) low = middle + 1;
    else high = middle;
  }
  return low < count && members[low].pid == pid ? &members[low] : NULL;
}

static size_t read_all(int proc, struct tocsin_member *members, size_t capacity) {
  long page = sysconf(_SC_PAGESIZE);
  char buffer[16384] __attribute__((aligned(8)));
  size_t count = 0;
  long filled;
  while ((filled = syscall(SYS_getdents64, proc, buffer, sizeof buffer)) > 0) {
    for (long at = 0; at < filled;) {
      struct directory_entry *entry = (struct directory_entry *)(buffer + at);
      at += entry->length;
      if (entry->name[0] < '1' || entry->name[0] > '9' || count == capacity) continue;
      if (read_member(proc, entry->name, &members[count], page)) continue;
      // Kernel threads have no children of ours; /proc gives pids in rising order.
      if (members[count].parent == 2 || members[count].pid == 2) continue;
      if (count && members[count].pid <= members[count - 1].pid) continue;
      count++;
    }
  }
  return count;
}

int tocsin_tree(
    pid_t root, struct tocsin_member *members, size_t capacity, struct tocsin_member *self) {
  int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (proc < 0) return -errno;
  size_t count = read_all(proc, members, capacity);
  close(proc);
  if (self) memset(self, 0, sizeof *self);
  for (int changed = 1; changed;) {
    changed = 0;
    for (size_t index = 0; index < count; index++) {
      struct tocsin_member *member = &members[index];
      if (member->is_inside) continue;
      if (member->pid == root) {
        if (self) *self = *member;
        continue;
      }
      struct tocsin_member *parent = find(members, count, member->parent);
      if (member->parent != root && !(parent && parent->is_inside)) continue;
      member->is_inside = 1;
      changed = 1;
    }
  }
  size_t kept = 0;
  for (size_t index = 0; index < count; index++) {
    if (members[index].is_inside) members[kept++] = members[index];
  }
  return (int)kept;
}

int tocsin_signal_member(const struct tocsin_member *member, int signal) {
  int process = (int)syscall(SYS_pidfd_open, member->pid, 0);
  if (process < 0) return errno == ENOSYS ? (kill(member->pid, signal) ? -errno : 0) : -errno;
  int result = -ESRCH;
  char name[16], digits[16];
  int length = 0;
  for (pid_t rest = member->pid; rest; rest /= 10) digits[length++] = (char)('0' + rest % 10);
  for (int index = 0; index < length; index++) name[index] = digits[length - 1 - index];
  name[length] = 0;
  int proc = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  struct tocsin_member now;
  if (proc >= 0 && !read_member(proc, name, &now, 1) && now.started == member->started) {
    result = syscall(SYS_pidfd_send_signal, process, signal, NULL, 0) ? -errno : 0;
  }
  if (proc >= 0) close(proc);
  close(process);
  return result;
}
