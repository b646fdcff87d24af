/*
 * Kills its process at the n-th call that changes something below a folder or prints, counted over
 * all threads: just before the call, or in the middle of a write. To be preloaded.
 *
 * KILL_ROOT the folder, KILL_AT n, KILL_TORN set: count writes alone, and do half of the n-th.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static const char *root;
static long at;
static int torn;
static atomic_long calls;

__attribute__((constructor)) static void begin(void) {
  root = getenv("KILL_ROOT");
  at = getenv("KILL_AT") ? atol(getenv("KILL_AT")) : 0;
  torn = getenv("KILL_TORN") != NULL;
}

static int is_due(void) { return atomic_fetch_add(&calls, 1) + 1 == at; }

static void end(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

static int is_below(const char *path) { return root && strncmp(path, root, strlen(root)) == 0; }

static int is_watched(int fd) {
  char name[64], path[4096];
  ssize_t length;
  if (!root) return 0;
  if (fd == STDOUT_FILENO) return 1;
  snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
  length = readlink(name, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return is_below(path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define ON_PATH(name, declared, given) \
  int name declared { \
    if (!torn && is_below(path) && is_due()) end(); \
    return REAL(name) given; \
  }

ON_PATH(mkdir, (const char *path, mode_t mode), (path, mode))
ON_PATH(unlink, (const char *path), (path))
ON_PATH(rmdir, (const char *path), (path))
ON_PATH(link, (const char *path, const char *to), (path, to))
ON_PATH(rename, (const char *path, const char *to), (path, to))

#define OPENING(name) \
  int name(const char *path, int flags, ...) { \
    va_list rest; \
    mode_t mode; \
    va_start(rest, flags); \
    mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    if (!torn && flags & O_CREAT && is_below(path) && is_due()) end(); \
    return REAL(name)(path, flags, mode); \
  }

OPENING(open)
OPENING(open64)

#define ON_FILE(name, declared, given) \
  int name declared { \
    if (!torn && is_watched(fd) && is_due()) end(); \
    return REAL(name) given; \
  }

ON_FILE(fsync, (int fd), (fd))
ON_FILE(fdatasync, (int fd), (fd))
ON_FILE(ftruncate, (int fd, off_t length), (fd, length))
ON_FILE(ftruncate64, (int fd, off64_t length), (fd, length))

#define WRITING(name, declared, half, given) \
  ssize_t name declared { \
    if (is_watched(fd) && is_due()) { \
      if (torn) (void)!REAL(name) half; \
      end(); \
    } \
    return REAL(name) given; \
  }

WRITING(write, (int fd, const void *from, size_t size), (fd, from, size / 2), (fd, from, size))
WRITING(pwrite, (int fd, const void *from, size_t size, off_t to), (fd, from, size / 2, to),
        (fd, from, size, to))
WRITING(pwrite64, (int fd, const void *from, size_t size, off64_t to), (fd, from, size / 2, to),
        (fd, from, size, to))
