#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "CProcess.h"

#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC (1U << 2)
#endif

enum { member_capacity = 8192, unkillable_milliseconds = 10000 };

static int close_from(int first, int last, unsigned flags) {
  if (first > last) return 0;
  if (!syscall(SYS_close_range, first, last, flags)) return 0;
  // Linux before 5.9, or a seccomp filter that does not know the call.
  long open_files = sysconf(_SC_OPEN_MAX);
  if (last == INT_MAX) last = open_files > 0 && open_files < 65536 ? (int)open_files : 65536;
  for (int descriptor = first; descriptor <= last; descriptor++) {
    if (flags) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    else close(descriptor);
  }
  return 0;
}

// ---- The child, between vfork and exec ---------------------------------------------------------

struct failure {
  volatile int stage, error;
};

static _Noreturn void fail(struct failure *failure, int stage) {
  failure->error = errno;
  failure->stage = stage;
  _exit(127);
}

static int limit(int resource, uint64_t soft, uint64_t hard) {
  struct rlimit now;
  if (getrlimit(resource, &now)) return -1;
  if (hard > now.rlim_max) hard = now.rlim_max;
  if (soft > hard) soft = hard;
  struct rlimit wanted = {.rlim_cur = soft, .rlim_max = hard};
  return setrlimit(resource, &wanted);
}

static void place_descriptors(const struct tocsin_plan *plan, struct failure *failure) {
  // First above all targets, so that no dup2() closes a descriptor that is still needed.
  int input = fcntl(plan->input, F_DUPFD_CLOEXEC, 10);
  int output = fcntl(plan->output, F_DUPFD_CLOEXEC, 10);
  int errors = fcntl(plan->errors, F_DUPFD_CLOEXEC, 10);
  if (input < 0 || output < 0 || errors < 0) fail(failure, tocsin_stage_descriptors);
  int conversation = -1;
  if (plan->conversation >= 0) {
    conversation = fcntl(plan->conversation, F_DUPFD_CLOEXEC, 10);
    if (conversation < 0) fail(failure, tocsin_stage_descriptors);
  }
  if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(errors, 2) < 0) {
    fail(failure, tocsin_stage_descriptors);
  }
  if (conversation >= 0 && dup2(conversation, 3) < 0) fail(failure, tocsin_stage_descriptors);
  close_from(conversation >= 0 ? 4 : 3, INT_MAX, CLOSE_RANGE_CLOEXEC);
}

static void reset_signals(void) {
  // The raw call, since the C library hides signals 32 and 33, which a parent may have ignored.
  const char defaults[32] = {0};
  for (int number = 1; number < NSIG; number++) {
    syscall(SYS_rt_sigaction, number, defaults, NULL, 8);
  }
}

static void make_first_victim(void) {
  // When memory runs out all the same, the kernel takes the command and not its neighbours.
  int descriptor = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  ssize_t ignored = write(descriptor, "900", 3);
  (void)ignored;
  close(descriptor);
}

static _Noreturn void become(
    const struct tocsin_plan *plan, pid_t keeper, int ruleset, struct failure *failure) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (plan->adopts_orphans) prctl(PR_SET_CHILD_SUBREAPER, 1);
  if (getppid() != keeper) _exit(127);
  if (limit(RLIMIT_CORE, 0, 0)) fail(failure, tocsin_stage_limits);
  if (plan->file_bytes && limit(RLIMIT_FSIZE, plan->file_bytes, plan->file_bytes)) {
    fail(failure, tocsin_stage_limits);
  }
  if (plan->cpu_seconds && limit(RLIMIT_CPU, plan->cpu_seconds, plan->cpu_seconds + 2)) {
    fail(failure, tocsin_stage_limits);
  }
  make_first_victim();
  if (chdir(plan->directory)) fail(failure, tocsin_stage_directory);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) fail(failure, tocsin_stage_isolation);
  if (ruleset >= 0 && syscall(446 /* landlock_restrict_self */, ruleset, 0)) {
    fail(failure, tocsin_stage_isolation);
  }
  place_descriptors(plan, failure);
  reset_signals();
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(plan->path, plan->arguments, plan->environment);
  fail(failure, tocsin_stage_execute);
}

// ---- The keeper --------------------------------------------------------------------------------

enum phase { running, settling, terminating, killing };

struct keeper {
  const struct tocsin_plan *plan;
  int control, signals;
  pid_t main;
  enum phase phase;
  int64_t deadline;
  int32_t grace;
  int main_is_gone, was_ordered, tool_is_gone, has_reported;
  struct tocsin_message message;
};

static struct tocsin_member members[member_capacity];

static int64_t milliseconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void report(struct keeper *keeper) {
  if (keeper->has_reported) return;
  keeper->has_reported = 1;
  struct rusage usage;
  if (!getrusage(RUSAGE_CHILDREN, &usage)) {
    keeper->message.microseconds =
        (int64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000
        + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
    keeper->message.peak_kilobytes = usage.ru_maxrss;
  }
  send(keeper->control, &keeper->message, sizeof keeper->message, MSG_NOSIGNAL);
}

/// Reaps what has ended; true when nothing is left.
static int reap(struct keeper *keeper) {
  for (;;) {
    int status;
    pid_t pid = waitpid(-1, &status, WNOHANG | __WALL);
    if (pid == 0) return 0;
    if (pid < 0) {
      if (errno == EINTR) continue;
      return 1;
    }
    if (pid != keeper->main) continue;
    keeper->main_is_gone = 1;
    keeper->message.status = status;
  }
}

static int is_alive(const struct tocsin_member *member) {
  return member->state != 'Z' && member->state != 'X';
}

/// Sends `signal` to every living descendant; returns how many there are.
static int signal_all(struct keeper *keeper, int signal) {
  int count = tocsin_tree(getpid(), members, member_capacity, NULL);
  int alive = 0;
  for (int index = 0; index < count; index++) {
    if (!is_alive(&members[index])) continue;
    alive++;
    if (signal) tocsin_signal_member(&members[index], signal);
    // A stopped process would keep the signal pending for ever.
    if (signal == SIGTERM) tocsin_signal_member(&members[index], SIGCONT);
  }
  return alive;
}

static void enter(struct keeper *keeper, enum phase phase) {
  keeper->phase = phase;
  int64_t now = milliseconds_now();
  switch (phase) {
    case running: break;
    case settling: keeper->deadline = now + keeper->plan->settle_milliseconds; break;
    case terminating: {
      keeper->deadline = now + keeper->grace;
      int alive = signal_all(keeper, SIGTERM);
      if (!keeper->was_ordered) keeper->message.leaked = alive;
      break;
    }
    case killing: {
      setpriority(PRIO_PROCESS, 0, -20);
      keeper->deadline = now + unkillable_milliseconds;
      // The main process is unreaped, so its group cannot be anybody else's.
      if (!keeper->main_is_gone) kill(-keeper->main, SIGKILL);
      int alive = signal_all(keeper, SIGKILL);
      if (keeper->was_ordered) keeper->message.leaked = alive;
      break;
    }
  }
}

/// Moves on when a deadline has passed; returns how long to sleep at most.
static int advance(struct keeper *keeper) {
  int64_t now = milliseconds_now();
  switch (keeper->phase) {
    case running:
      if (!keeper->main_is_gone) return -1;
      enter(keeper, settling);
      return keeper->plan->settle_milliseconds;
    case settling:
      if (now < keeper->deadline) return (int)(keeper->deadline - now);
      enter(keeper, terminating);
      return 0;
    case terminating:
      if (now < keeper->deadline) return (int)(keeper->deadline - now);
      enter(keeper, killing);
      return 0;
    case killing: {
      int alive = signal_all(keeper, SIGKILL);
      if (now < keeper->deadline) return alive ? 1 : 5;
      keeper->message.survivors = alive;
      report(keeper);
      return 1000;
    }
  }
  return 0;
}

static void listen_to_tool(struct keeper *keeper) {
  int32_t grace;
  ssize_t count = recv(keeper->control, &grace, sizeof grace, MSG_DONTWAIT);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (count != sizeof grace) {
    // The tool is dead: nobody waits for manners.
    keeper->tool_is_gone = 1;
    if (keeper->phase != killing) enter(keeper, killing);
    return;
  }
  if (keeper->phase == killing) return;
  keeper->was_ordered = !keeper->main_is_gone;
  keeper->grace = grace;
  enter(keeper, grace > 0 ? terminating : killing);
}

static _Noreturn void keep(struct keeper *keeper) {
  for (;;) {
    if (reap(keeper)) break;
    int timeout = advance(keeper);
    struct pollfd descriptors[2] = {
        {.fd = keeper->signals, .events = POLLIN},
        {.fd = keeper->tool_is_gone ? -1 : keeper->control, .events = POLLIN},
    };
    if (poll(descriptors, 2, timeout) <= 0) continue;
    if (descriptors[0].revents) {
      struct signalfd_siginfo ignored;
      while (read(keeper->signals, &ignored, sizeof ignored) > 0) {}
    }
    if (descriptors[1].revents) listen_to_tool(keeper);
  }
  report(keeper);
  _exit(0);
}

/// Closes every descriptor but the given ones, which are sorted in place.
static void close_others(int *kept, int count) {
  for (int index = 1; index < count; index++) {
    for (int at = index; at && kept[at - 1] > kept[at]; at--) {
      int larger = kept[at - 1];
      kept[at - 1] = kept[at];
      kept[at] = larger;
    }
  }
  int first = 0;
  for (int index = 0; index < count; index++) {
    if (kept[index] < first) continue;
    close_from(first, kept[index] - 1, 0);
    first = kept[index] + 1;
  }
  close_from(first, INT_MAX, 0);
}

static _Noreturn void begin(const struct tocsin_plan *plan, int control) {
  int kept[] = {
      control, plan->input, plan->output, plan->errors, plan->conversation, plan->ruleset};
  close_others(kept, sizeof kept / sizeof *kept);
  setsid();
  prctl(PR_SET_NAME, "tocsin-keeper");
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  signal(SIGCHLD, SIG_DFL);
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);

  struct keeper keeper = {.plan = plan, .control = control, .grace = plan->grace_milliseconds};
  keeper.message.kind = tocsin_ended;
  keeper.signals = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
  struct failure failure = {0, 0};
  pid_t self = getpid();
  keeper.main = vfork();
  if (keeper.main == 0) become(plan, self, plan->ruleset, &failure);
  if (keeper.main < 0 || keeper.signals < 0) {
    failure.error = errno;
    failure.stage = tocsin_stage_fork;
  }
  if (failure.stage) {
    keeper.message.kind = tocsin_failed;
    keeper.message.stage = failure.stage;
    keeper.message.error = failure.error;
  }
  // What only the command needs; the conversation must end when the command does.
  int still[] = {control, keeper.signals};
  close_others(still, 2);
  int ignored = chdir("/");
  (void)ignored;
  keep(&keeper);
}

int tocsin_start(const struct tocsin_plan *plan, pid_t *keeper) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair)) return -errno;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  *keeper = fork();
  if (*keeper == 0) begin(plan, pair[1]);
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(pair[1]);
  if (*keeper > 0) return pair[0];
  close(pair[0]);
  return -error;
}

int tocsin_order_end(int keeper_descriptor, int32_t grace_milliseconds) {
  ssize_t sent = send(
      keeper_descriptor, &grace_milliseconds, sizeof grace_milliseconds,
      MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent < 0 ? -errno : 0;
}

int tocsin_receive(int keeper_descriptor, struct tocsin_message *message) {
  for (;;) {
    ssize_t count = recv(keeper_descriptor, message, sizeof *message, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno == ECONNRESET ? 0 : -errno;
    return count == sizeof *message;
  }
}
