/*
 * Makes every force of a process one millisecond longer, as on a slower disk, once it is done:
 *
 *   gcc -shared -fPIC -O2 -o bench/target/slower-force.so bench/src/main/c/slower-force.c -ldl
 *   LD_PRELOAD=bench/target/slower-force.so java -cp bench/target/benchmarks.jar ...
 *
 * All stores are slowed alike, ours and its peers, written in Java or not: each of them forces by
 * fsync or fdatasync of the C library.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <time.h>

typedef int force(int);

static int slower(const char *name, int fd) {
  force *real = (force *) dlsym(RTLD_NEXT, name);
  int result = real(fd);
  int error = errno;
  struct timespec longer = {0, 1000000};
  nanosleep(&longer, 0);
  errno = error;
  return result;
}

int fsync(int fd) {
  return slower("fsync", fd);
}

int fdatasync(int fd) {
  return slower("fdatasync", fd);
}
