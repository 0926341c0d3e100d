// What Swift cannot do itself: code between fork and exec, raw system calls, signal handlers.
//
// Everything that runs after fork() uses async-signal-safe calls only and allocates nothing.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// ---- Starting a command under a keeper -------------------------------------------------------
//
// Each command has a keeper: a forked copy of the tool that never execs, leads its own session and
// is the child subreaper of everything the command starts. Whatever double-forks or calls setsid()
// is therefore still the keeper's descendant, and "wait() says ECHILD" proves that nothing is left.
// The keeper ends the tree when it is told to, and when the tool dies.

struct tocsin_plan {
  const char *path;        // the executable, resolved
  char *const *arguments;  // argv, NULL-terminated
  char *const *environment;
  const char *directory;
  int input, output, errors;  // descriptors that become 0, 1 and 2
  int conversation;           // becomes descriptor 3; -1 for none
  int adopts_orphans;         // whether its descendants' orphans become its children
  int ruleset;                // Landlock rules; -1 for none
  uint64_t file_bytes;        // RLIMIT_FSIZE; 0 leaves it
  uint64_t cpu_seconds;       // RLIMIT_CPU of each single process; 0 leaves it
  int settle_milliseconds;    // how long descendants may outlive the main process untouched
  int grace_milliseconds;     // from SIGTERM to SIGKILL
};

enum tocsin_stage {
  tocsin_stage_none,
  tocsin_stage_fork,
  tocsin_stage_descriptors,
  tocsin_stage_limits,
  tocsin_stage_directory,
  tocsin_stage_isolation,
  tocsin_stage_execute,
};

enum tocsin_message_kind { tocsin_failed, tocsin_ended };

/// What a keeper says once, when all is over.
struct tocsin_message {
  int32_t kind;
  int32_t stage, error;   // of tocsin_failed
  int32_t status;         // of the main process, as wait() gives it
  int32_t leaked;         // descendants that had to be swept
  int32_t survivors;      // processes that could not be killed
  int64_t microseconds;   // user and system time of everything that was reaped
  int64_t peak_kilobytes; // of the largest single process
};

/// Starts `plan`; returns the descriptor to the keeper, or -errno.
int tocsin_start(const struct tocsin_plan *plan, pid_t *keeper);

/// Tells the keeper to end the tree: SIGTERM, then SIGKILL after `grace_milliseconds`.
int tocsin_order_end(int keeper_descriptor, int32_t grace_milliseconds);

/// Reads the keeper's message: 1 when there is one, 0 when the keeper is gone, -errno otherwise.
int tocsin_receive(int keeper_descriptor, struct tocsin_message *message);

// ---- Looking at process trees ----------------------------------------------------------------

struct tocsin_member {
  int32_t pid, parent, group, session;
  char state;
  char is_inside;  // a descendant of the root that was asked for
  uint64_t started;          // ticks since boot
  uint64_t cpu_ticks;        // its own and those of the children that it waited for
  uint64_t waited_cpu_ticks; // of those, the children's
  int64_t resident_bytes;
};

/// Fills `members` with the descendants of `root`, without it; returns how many, or -errno.
///
/// The root's own row is written to `self` when it is not NULL.
int tocsin_tree(
    pid_t root, struct tocsin_member *members, size_t capacity, struct tocsin_member *self);

/// Sends `signal` to the process that `member` describes, and to no later owner of its pid.
int tocsin_signal_member(const struct tocsin_member *member, int signal);

// ---- Isolation -------------------------------------------------------------------------------

/// The kernel's Landlock version, or -errno.
int tocsin_landlock_version(void);

/// A rule set that allows writing below `directories` and to `files` only, or -errno.
///
/// With `confines_writes` 0 nothing but signals to outside processes is denied.
int tocsin_landlock_rules(
    int version, int confines_writes, const char *const *directories, size_t directory_count,
    const char *const *files, size_t file_count);

// ---- Signals ---------------------------------------------------------------------------------

/// Handles SIGINT, SIGTERM and SIGHUP: the first is noted, a second one exits at once.
///
/// After the first, the process exits by itself when `clean_up_seconds` have passed.
void tocsin_watch_interruption(unsigned clean_up_seconds);

/// The signal that was noted first; 0 when none was.
int tocsin_interruption(void);

/// Notes `signal` as if it had been sent; 0 forgets.
void tocsin_note_interruption(int signal);

// ---- Files -----------------------------------------------------------------------------------

/// Opens a new file without a name below `folder` for reading and appending, or -errno.
int tocsin_unnamed_file(const char *folder);

/// Fills the empty file `target` with what `source` holds: 1 when blocks are shared, 0 when bytes
/// were copied, or -errno.
int tocsin_copy_content(int target, int source);

/// Makes the empty file `target` share all blocks of `source`: 0, or -errno.
int tocsin_share_blocks(int target, int source);
