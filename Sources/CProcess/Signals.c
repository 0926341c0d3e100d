#define _GNU_SOURCE
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "CProcess.h"

static atomic_int noted;
static atomic_uint seconds;

static void leave(void) { _exit(128 + atomic_load(&noted)); }

static void on_signal(int number) {
  int none = 0;
  if (number == SIGALRM) leave();
  if (!atomic_compare_exchange_strong(&noted, &none, number)) leave();
  alarm(atomic_load(&seconds));
}

void tocsin_watch_interruption(unsigned clean_up_seconds) {
  atomic_store(&seconds, clean_up_seconds);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  const int watched[] = {SIGINT, SIGTERM, SIGHUP, SIGALRM};
  for (size_t index = 0; index < sizeof watched / sizeof *watched; index++) {
    struct sigaction before;
    // What the parent ignores on purpose (nohup) stays ignored.
    if (!sigaction(watched[index], NULL, &before) && before.sa_handler == SIG_IGN) continue;
    sigaction(watched[index], &action, NULL);
  }
}

int tocsin_interruption(void) { return atomic_load(&noted); }

void tocsin_note_interruption(int signal) { atomic_store(&noted, signal); }
